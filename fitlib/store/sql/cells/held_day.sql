-- one row per day, file, cell and group its sessions count in
CREATE TEMP TABLE held_day AS
SELECT grp, session_day.* EXCLUDE (team)
FROM session_day JOIN cell_group USING (team)
WHERE session_date BETWEEN begins AND ends AND (name = 'all' OR name = age_group OR name = 'export:' || source);
