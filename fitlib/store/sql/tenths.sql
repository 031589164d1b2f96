-- one row per nothing: the value of a reference constant on the 0-40 scale, in tenths as scores are stored
CREATE TEMP MACRO tenths(wanted) AS round(10 * constant(wanted))::SMALLINT;
