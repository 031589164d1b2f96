-- one row per row of an import: what the files of a home hold
CREATE TABLE IF NOT EXISTS lake.{table} AS FROM brought;
