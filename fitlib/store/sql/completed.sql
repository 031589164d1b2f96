-- one row per row of an import file, with every column that its kind has by now; a new one is empty
COPY (
    FROM read_parquet($place, encryption_config = {footer_key: 'store'}) UNION ALL BY NAME FROM brought
) TO $made (FORMAT parquet, COMPRESSION lz4, ENCRYPTION_CONFIG {footer_key: 'store'});
