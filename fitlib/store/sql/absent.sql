-- one row per row that an earlier file of the same name had and this one has not
CREATE OR REPLACE TEMP VIEW absent AS
SELECT one.* FROM stored_{kind} AS one
WHERE one.source = getvariable('incoming_source')
  AND NOT EXISTS (SELECT 1 FROM incoming AS other WHERE {same_key});
