-- one row per row of the file that has arrived, with the digest of what it says
CREATE OR REPLACE TEMP VIEW incoming AS
SELECT * EXCLUDE (source, import_no, change)
FROM read_parquet(getvariable('incoming_file'), encryption_config = {footer_key: 'store'});
