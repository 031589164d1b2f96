-- one row per row of an import file, into the lake
INSERT INTO lake.{table} BY NAME FROM read_parquet($place, encryption_config = {footer_key: 'store'});
