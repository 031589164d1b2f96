-- one row per nothing: whether one of the texts stands anywhere in the rows of a table
SELECT coalesce(bool_or(contains(one::VARCHAR, needle)), false)
FROM query_table($name) AS one, unnest($needles::VARCHAR[]) AS t(needle);
