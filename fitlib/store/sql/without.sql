-- one row per row of an import file that is not of the people taken out, in a new encrypted file
COPY (
    FROM read_parquet($place, encryption_config = {footer_key: 'store'})
    WHERE {person} IS NULL OR NOT list_contains($gone::VARCHAR[], {person})
) TO $made (FORMAT parquet, COMPRESSION lz4, ENCRYPTION_CONFIG {footer_key: 'store'});
