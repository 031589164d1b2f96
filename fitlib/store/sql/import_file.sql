-- one row per import: its number, file, kind, layout, day, and how many rows it brought
CREATE TABLE import_file (
    number INTEGER, file VARCHAR, sha256 VARCHAR, kind VARCHAR, layout VARCHAR, imported DATE,
    new INTEGER, corrected INTEGER, duplicate INTEGER, absent INTEGER, removed INTEGER
);
