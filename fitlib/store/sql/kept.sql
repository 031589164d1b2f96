-- one row per row of the frame that was brought, in an encrypted file
COPY brought TO $place (FORMAT parquet, COMPRESSION lz4, ENCRYPTION_CONFIG {footer_key: 'store'});
