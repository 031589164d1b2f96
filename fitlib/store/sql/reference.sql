-- one row per numeric reference constant, in its own unit
CREATE TEMP VIEW reference AS
SELECT unnest(map_keys(getvariable('constants'))) AS name, unnest(map_values(getvariable('constants'))) AS value;
