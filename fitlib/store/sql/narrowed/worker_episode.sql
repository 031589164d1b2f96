-- one row per episode that is the worker's at last
CREATE TEMP VIEW episode AS
SELECT * REPLACE ('all' AS team) FROM fit.main.episode WHERE worker IN (SELECT worker FROM worker_asked);
