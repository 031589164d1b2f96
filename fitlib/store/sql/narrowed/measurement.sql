-- one row per measurement of the teams asked for
CREATE TEMP VIEW measurement AS
SELECT one.* REPLACE (asked.called AS team) FROM fit.main.measurement AS one JOIN asked ON asked.team = one.team;
