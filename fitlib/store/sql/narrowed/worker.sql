-- one row per worker asked for
CREATE TEMP TABLE worker_asked AS SELECT $worker::VARCHAR AS worker;
