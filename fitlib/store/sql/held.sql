-- one row per day, file and group its sessions count in: 'all', their age group, their export
CREATE TEMP MACRO held(for_team, first_day, last_day) AS TABLE
SELECT session_day.*, unnest(['all', age_group, 'export:' || source]) AS grp
FROM session_day
WHERE (team = for_team OR for_team = 'all') AND session_date BETWEEN first_day AND last_day;
