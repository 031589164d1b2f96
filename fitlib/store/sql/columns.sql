-- one row per column of an import file
SELECT column_name FROM (DESCRIBE FROM read_parquet($place, encryption_config = {footer_key: 'store'}));
