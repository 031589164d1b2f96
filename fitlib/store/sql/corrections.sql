-- one row per corrected row: its line in the file and the columns that differ
SELECT one.line, list_filter([{differences}], lambda name: name IS NOT NULL) AS columns
FROM read_parquet($place, encryption_config = {footer_key: 'store'}) AS one JOIN stored_{kind} AS other ON {same_key}
WHERE one.change = 'corrected'
ORDER BY one.line;
