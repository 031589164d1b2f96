-- one row per lake: the erasure lists, which hold no pseudonym
CREATE TABLE lake.erasure (lists VARCHAR);
