-- one row per import: its number and its line of the ledger
CREATE TABLE lake.import_line (number INTEGER, line VARCHAR);
