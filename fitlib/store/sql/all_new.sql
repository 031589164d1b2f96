-- one row per key as it stands now, where no import ever corrected or removed a row: nothing is overruled
CREATE OR REPLACE TEMP VIEW stored_{kind} AS
FROM read_parquet(getvariable('{kind}_files'), encryption_config = {footer_key: 'store'});
