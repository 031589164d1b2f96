-- one row per row of the file, as it is kept if it is new, with a digest of what it says: rows of one digest say the same,
-- others are looked at (words are written as a dictionary, ids as they are: no more than so many different texts)
COPY (
    SELECT *, hash({said}) AS row_hash, $source AS source, $number::INTEGER AS import_no, 'new' AS change FROM brought
) TO $place (FORMAT parquet, COMPRESSION lz4, DICTIONARY_SIZE_LIMIT 4096, ENCRYPTION_CONFIG {footer_key: 'store'});
