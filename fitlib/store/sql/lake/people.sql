-- one row per person who has rows in the lake
SELECT DISTINCT {person} FROM lake.{table} WHERE {person} IS NOT NULL;
