-- one row per client with a held visit and cell (everybody), as reached() of one team and period, but of every cell at once
CREATE TEMP MACRO reached(for_team, first_day, last_day) AS TABLE
WITH seen AS (
    SELECT DISTINCT grp, cell, client FROM visit JOIN cell_group USING (team)
    WHERE name = 'all' AND state = 'held' AND visit_date BETWEEN cell_group.begins AND cell_group.ends
),
met AS (
    SELECT DISTINCT client, cell FROM measurement JOIN cell USING (team)
    WHERE session_date BETWEEN begins AND ends AND ors IS NOT NULL AND client IN (SELECT client FROM seen)
)
SELECT grp, client, met.client IS NOT NULL AS measured FROM seen LEFT JOIN met USING (client, cell);
