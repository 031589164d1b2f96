-- one row per row of the file, with a digest of what it says
CREATE OR REPLACE TEMP VIEW incoming AS
SELECT *, md5_number_lower(concat_ws(chr(31), {content})) AS row_hash
FROM brought;
