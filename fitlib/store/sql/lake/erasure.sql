-- one row per lake: the erasure lists, which hold no pseudonym
CREATE TABLE IF NOT EXISTS lake.erasure (lists VARCHAR);
