-- one row per nothing: how many rows of the file are new, how many corrected, how many of before it has not
SELECT
    count(*) FILTER (change = 'new'), count(*) FILTER (change = 'corrected'), (SELECT count(*) FROM absent)
FROM differing;
