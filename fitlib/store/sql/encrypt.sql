-- one row per row of a Parquet file in the clear, in an encrypted file
COPY (FROM read_parquet($clear)) TO $place (FORMAT parquet, COMPRESSION lz4, ENCRYPTION_CONFIG {footer_key: 'store'});
