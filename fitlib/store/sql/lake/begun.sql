-- one row per lake: it begins empty
INSERT INTO lake.head VALUES ($lake, $layout, 0, 0, $key_check);
