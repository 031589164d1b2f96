-- one row per team, day, age group and file of the teams asked for
CREATE TEMP VIEW session_day AS
SELECT one.* REPLACE (asked.called AS team) FROM fit.main.session_day AS one JOIN asked ON asked.team = one.team;
