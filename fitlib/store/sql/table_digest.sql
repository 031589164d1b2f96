-- one row per table: how many rows, and a digest of what they say whatever their order
SELECT count(*), coalesce(bit_xor(md5_number_lower(concat_ws(chr(31), {content}))), 0) FROM {table};
