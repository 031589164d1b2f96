-- one row per key as it stands now, in the table that readers see (measurement, visit, nomad_answer)
CREATE TABLE {table} AS
SELECT * EXCLUDE (row_hash, change) FROM stored_{kind};
