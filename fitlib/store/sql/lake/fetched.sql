-- one row per row of one import, in an encrypted file of this home
COPY (SELECT * FROM lake.{table} WHERE import_no = $number) TO $place (
    FORMAT parquet, COMPRESSION lz4, ENCRYPTION_CONFIG {footer_key: 'store'}
);
