-- one row per measurement of the episodes that are the worker's at last
CREATE TEMP VIEW measurement AS
SELECT * REPLACE ('all' AS team) FROM fit.main.measurement WHERE episode IN (SELECT episode FROM episode);
