-- one row per key that the file has twice
SELECT {key} FROM read_parquet($place, encryption_config = {footer_key: 'store'}) GROUP BY {key} HAVING count(*) > 1 LIMIT 1;
