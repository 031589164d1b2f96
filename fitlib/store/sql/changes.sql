-- one row per row to keep: new, corrected (same key, other content), and where asked for, removed
COPY (
    SELECT
        one.*, $source AS source, $number::INTEGER AS import_no,
        CASE WHEN other.row_hash IS NULL THEN 'new' ELSE 'corrected' END AS change
    FROM incoming AS one LEFT JOIN stored_{kind} AS other ON {same_key}
    WHERE one.row_hash IS DISTINCT FROM other.row_hash
    UNION ALL BY NAME
    SELECT * REPLACE ($number::INTEGER AS import_no, 'removed' AS change) FROM absent WHERE $replace
) TO $place (FORMAT parquet, COMPRESSION lz4, ENCRYPTION_CONFIG {footer_key: 'store'});
