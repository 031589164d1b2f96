-- one row per lake: whether its files are encrypted
SELECT value FROM ducklake_options('lake') WHERE option_name = 'encrypted';
