-- one row per nothing: whether one of the texts stands anywhere in the rows of a table of the lake
SELECT coalesce(bool_or(contains(one::VARCHAR, needle)), false)
FROM lake.{table} AS one, unnest($needles::VARCHAR[]) AS t(needle);
