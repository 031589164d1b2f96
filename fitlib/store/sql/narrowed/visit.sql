-- one row per visit to the teams asked for
CREATE TEMP VIEW visit AS
SELECT one.* REPLACE (asked.called AS team) FROM fit.main.visit AS one JOIN asked ON asked.team = one.team;
