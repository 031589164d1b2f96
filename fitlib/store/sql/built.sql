-- one row per derived file: what it was built from, of how many imports, how many rows they brought
SELECT
    built_from, (SELECT count(*) FROM import_file) AS imports,
    (SELECT coalesce(sum(new - removed), 0) FROM import_file)::BIGINT AS rows
FROM store_info;
