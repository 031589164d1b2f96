-- one row per episode and group it counts in: 'all', its age group, and its export where the cohort came in several
-- (an episode counts on the day it was closed, an open one on the data date; team 'all' is every team; cell: all in one;
-- cutoff: the score that has crossed the line of the age group; not materialized: what a card does not read is not kept)
CREATE TEMP MACRO cohort(for_team, first_day, last_day) AS TABLE
WITH counted AS NOT MATERIALIZED (
    FROM episode WHERE (team = for_team OR for_team = 'all') AND counted_on BETWEEN first_day AND last_day
),
exports AS (SELECT count(DISTINCT source) AS n FROM counted)
SELECT
    counted.*, 0 AS cell, tenths('cutoff.ors.' || age_group) + tenths('cutoff.margin') AS cutoff,
    unnest(list_filter(
        ['all', age_group, CASE WHEN exports.n > 1 THEN 'export:' || source END], lambda one: one IS NOT NULL
    )) AS grp
FROM counted CROSS JOIN exports;
