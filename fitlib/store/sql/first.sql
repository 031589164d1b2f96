-- one row per row to keep where the store has none of its kind: every row is new, and nothing needs comparing
COPY (
    SELECT *, $source AS source, $number::INTEGER AS import_no, 'new' AS change FROM incoming
) TO $place (FORMAT parquet, COMPRESSION lz4, ENCRYPTION_CONFIG {footer_key: 'store'});
