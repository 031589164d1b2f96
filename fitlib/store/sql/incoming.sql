-- one row per row of the file, with a digest of what it says: rows of one digest say the same, others are looked at
CREATE OR REPLACE TEMP VIEW incoming AS
SELECT *, hash({said}) AS row_hash
FROM brought;
