-- one row per row of an import: what the files of a home hold
CREATE TABLE lake.{table} AS FROM brought;
