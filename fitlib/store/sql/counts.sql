-- one row per change with its number of rows
SELECT change, count(*) AS rows FROM read_parquet($place, encryption_config = {footer_key: 'store'}) GROUP BY change;
