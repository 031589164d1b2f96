-- one row per nothing: whether one of the texts is a smallest or largest value that the catalogue keeps of a column
SELECT coalesce(bool_or(contains(one::VARCHAR, needle)), false)
FROM (
    SELECT min_value, max_value FROM __ducklake_metadata_lake.ducklake_file_column_stats
    UNION ALL SELECT min_value, max_value FROM __ducklake_metadata_lake.ducklake_table_column_stats
) AS one, unnest($needles::VARCHAR[]) AS t(needle);
