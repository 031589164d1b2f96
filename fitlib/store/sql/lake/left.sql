-- one row per row that is not of the people taken out, in a table of new files
CREATE TABLE lake.{table}_left AS
FROM lake.{table} WHERE {person} IS NULL OR NOT list_contains($gone::VARCHAR[], {person});
