-- one row per nothing: the numeric reference constants as a map, each in its own unit, which a query reads without a table
SET VARIABLE constants = map($names::VARCHAR[], $values::DOUBLE[]);
