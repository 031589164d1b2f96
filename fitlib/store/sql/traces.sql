-- one row per nothing: whether one of the texts stands anywhere in the rows of an import file
SELECT coalesce(bool_or(contains(one::VARCHAR, needle)), false)
FROM read_parquet($place, encryption_config = {footer_key: 'store'}) AS one, unnest($needles::VARCHAR[]) AS t(needle);
