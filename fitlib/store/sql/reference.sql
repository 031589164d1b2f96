-- one row per numeric reference constant, in its own unit
CREATE TEMP TABLE reference AS SELECT unnest($names::VARCHAR[]) AS name, unnest($values::DOUBLE[]) AS value;
