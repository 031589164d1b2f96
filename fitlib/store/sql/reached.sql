-- one row per client with a held visit in the period (everybody), and whether an ORS of the team and period is there
CREATE TEMP MACRO reached(for_team, first_day, last_day) AS TABLE
WITH seen AS (
    SELECT DISTINCT client FROM visit
    WHERE (team = for_team OR for_team = 'all') AND state = 'held' AND visit_date BETWEEN first_day AND last_day
)
SELECT 'all' AS grp, client, client IN (
    SELECT client FROM measurement
    WHERE (team = for_team OR for_team = 'all') AND ors IS NOT NULL AND session_date BETWEEN first_day AND last_day
        AND client IN (SELECT client FROM seen)
) AS measured
FROM seen;
