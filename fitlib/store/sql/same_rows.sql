-- one row per nothing: whether an encrypted file has the rows of the file in the clear, whatever their order
SELECT (SELECT (count(*), bit_xor(hash(one)), sum(hash(one))) FROM read_parquet($clear) AS one)
    = (SELECT (count(*), bit_xor(hash(one)), sum(hash(one)))
        FROM read_parquet($place, encryption_config = {footer_key: 'store'}) AS one);
