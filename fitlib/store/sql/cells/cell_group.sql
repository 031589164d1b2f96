-- one row per cell and group that figures can be told of: its number is what the cards group by
CREATE TEMP TABLE cell_group AS
WITH named AS (
    SELECT 'all' AS name
    UNION SELECT age_group FROM session_day UNION SELECT age_group FROM episode
    UNION SELECT 'export:' || source FROM session_day UNION SELECT 'export:' || source FROM episode
)
SELECT row_number() OVER (ORDER BY cell, name)::INTEGER AS grp, cell.*, name
FROM cell CROSS JOIN named WHERE name IS NOT NULL;
