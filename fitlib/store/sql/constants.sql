-- one row per nothing: the reference constants as a map, which a query reads without a look-up in a table
SET VARIABLE constants = (SELECT map(list(name), list(value)) FROM reference);
