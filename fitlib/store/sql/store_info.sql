-- one row per store: the day its data reach to, a digest of its rows whatever the order they came in, what it was built from
CREATE TABLE store_info AS
WITH hashes AS (
    SELECT 'scores' AS kind, source, row_hash FROM stored_scores
    UNION ALL SELECT 'visits', source, row_hash FROM stored_visits
    UNION ALL SELECT 'nomad', source, row_hash FROM stored_nomad
),
parts AS (SELECT kind, source, count(*) AS rows, bit_xor(row_hash) AS digest FROM hashes GROUP BY kind, source),
days AS (
    SELECT max(session_date) AS day FROM measurement
    UNION ALL SELECT max(closing_date) FROM measurement
    UNION ALL SELECT max(visit_date) FROM visit WHERE state = 'held'
)
SELECT
    coalesce($as_of::DATE, (SELECT max(day) FROM days), (SELECT max(round_date) FROM nomad_answer)) AS data_date,
    (SELECT md5(string_agg(concat_ws(chr(31), kind, source, rows, digest), chr(30) ORDER BY kind, source)) FROM parts)
        AS data_hash,
    $built_from AS built_from;
