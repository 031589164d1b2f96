-- one row per episode, client and rater with an ORS: first and latest values in tenths
-- (session number and score in one integer, so that its smallest and largest are the first and the latest score: no sort)
CREATE TABLE curve AS
SELECT
    episode, client, rater,
    count(ors)::INTEGER AS n_ors,
    (min((session_no::BIGINT << 10) | ors) & 1023)::SMALLINT AS intake,
    (max((session_no::BIGINT << 10) | ors) & 1023)::SMALLINT AS latest,
    arg_min(session_date, session_no) FILTER (ors IS NOT NULL) AS intake_date,
    arg_max(session_date, session_no) FILTER (ors IS NOT NULL) AS latest_date,
    min(session_date) FILTER (ors IS NOT NULL) AS earliest_date,
    count(srs)::INTEGER AS n_srs,
    (min((session_no::BIGINT << 10) | srs) & 1023)::SMALLINT AS first_srs,
    (max((session_no::BIGINT << 10) | srs) & 1023)::SMALLINT AS latest_srs,
    arg_max_null(line_green, session_no) FILTER (ors IS NOT NULL) AS line_green,
    arg_max_null(line_red, session_no) FILTER (ors IS NOT NULL) AS line_red,
    arg_min(ors_total_only, session_no) FILTER (ors IS NOT NULL) AS intake_total_only
FROM measurement
GROUP BY episode, client, rater
HAVING count(ors) > 0;
