-- one row per row of the file that the store does not have as it is: its key, its digest, whether it is new or corrected
-- (a row of another digest may say the same: DuckDB's digests change with its versions, and imports of before had others)
CREATE OR REPLACE TEMP TABLE differing AS
WITH arrived AS (SELECT {key}, row_hash FROM incoming), there AS (SELECT {key}, row_hash FROM stored_{kind})
SELECT one.*, CASE WHEN other.row_hash IS NULL THEN 'new' ELSE 'corrected' END AS change
FROM arrived AS one LEFT JOIN there AS other ON {same_key}
WHERE one.row_hash IS DISTINCT FROM other.row_hash;
