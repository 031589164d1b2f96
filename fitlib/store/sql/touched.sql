-- one row per measurement of the episodes that these imports brought rows of; the summaries of those are made anew
CREATE TEMP TABLE measurement AS
SELECT * FROM fit.main.measurement WHERE episode IN (
    SELECT episode FROM read_parquet($files::VARCHAR[], encryption_config = {footer_key: 'store'})
);
