-- one row per key as it stands now: of several imports the newest wins, what was removed is gone
CREATE OR REPLACE TEMP VIEW stored_{kind} AS
WITH every AS (FROM read_parquet(getvariable('{kind}_files'), encryption_config = {footer_key: 'store'})),
overruled AS (SELECT {key}, max(import_no) AS by_import FROM every WHERE change <> 'new' GROUP BY {key})
SELECT one.*
FROM every AS one LEFT JOIN overruled AS other ON {same_key}
WHERE one.change <> 'removed' AND one.import_no >= coalesce(other.by_import, 0);
