-- one row per nothing: whether the lake has its tables
SELECT count(*) > 0 FROM duckdb_tables() WHERE database_name = 'lake' AND table_name = 'head';
