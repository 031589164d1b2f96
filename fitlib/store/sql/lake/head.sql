-- one row per lake: which lake, its layout, its last import, how often rows have been taken out, whose pseudonyms
CREATE TABLE lake.head (lake VARCHAR, layout INTEGER, number INTEGER, erasures INTEGER, key_check VARCHAR);
