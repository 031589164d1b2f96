-- one row per row to keep: new, corrected (same key, other content), and where asked for, removed
COPY (
    SELECT one.*, $source AS source, $number::INTEGER AS import_no, other.change
    FROM incoming AS one JOIN differing AS other ON {same_key}
    UNION ALL BY NAME
    SELECT * REPLACE ($number::INTEGER AS import_no, 'removed' AS change) FROM absent WHERE $replace
) TO $place (FORMAT parquet, COMPRESSION lz4, ENCRYPTION_CONFIG {footer_key: 'store'});
