-- one row per row that these imports brought, among the rows of their kind
INSERT INTO {table} BY NAME
SELECT * EXCLUDE (row_hash, change)
FROM read_parquet($files::VARCHAR[], encryption_config = {footer_key: 'store'});
