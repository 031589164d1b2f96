-- one row per row that only looked corrected: of another digest, and yet the store has it as it is
DELETE FROM differing WHERE rowid IN (
    SELECT one.place
    FROM (
        SELECT one.*, other.rowid AS place
        FROM incoming AS one JOIN differing AS other ON {same_key} WHERE other.change = 'corrected'
    ) AS one JOIN stored_{kind} AS other ON {same_key}
    WHERE {alike}
);
