-- one row per episode of the teams asked for
CREATE TEMP VIEW episode AS
SELECT one.* REPLACE (asked.called AS team) FROM fit.main.episode AS one JOIN asked ON asked.team = one.team;
