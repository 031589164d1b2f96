-- one row per visit of the worker: none, since a visit names no worker
CREATE TEMP VIEW visit AS SELECT * FROM fit.main.visit WHERE false;
