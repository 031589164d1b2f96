-- one row per episode: attributes of its latest session (its own rating before others'), the day it counts on, and the
-- own curve of that session's client: a figure of many episodes reads this table only
-- (place: session number, whose rating, a digest of who; one integer, so that no row is sorted or compared as text.
-- recency: day of the last session and a digest: of a client's several episodes the latest has the largest)
CREATE TABLE episode AS
WITH placed AS (
    SELECT
        *, rowid AS row_no, (session_no::BIGINT << 32) AS session_place,
        ((rater <> 'self')::BIGINT << 31) | (hash(rater, client) & 2147483647)::BIGINT AS rater_place
    FROM measurement
),
span AS (
    SELECT
        count(DISTINCT session_no)::INTEGER AS sessions, min(session_date) AS first_session,
        max(session_date) AS last_session, arg_min(source, session_place | rater_place) AS source,
        arg_max(row_no, session_place - rater_place) AS latest_row
    FROM placed GROUP BY episode
),
said AS (
    SELECT
        rowid AS latest_row, episode, client, worker, team, age_group, ors_form, srs_form, case_date,
        coalesce(status, 'open') AS status, closing_type, closing_date, service, case_id
    FROM measurement
)
SELECT
    said.* EXCLUDE (latest_row), span.* EXCLUDE (latest_row),
    CASE WHEN status = 'closed' THEN coalesce(closing_date, last_session) ELSE (SELECT data_date FROM store_info) END
        AS counted_on,
    ((last_session - DATE '1970-01-01')::BIGINT << 40) | (hash(said.episode) & 1099511627775)::BIGINT AS recency,
    coalesce(earliest_date = first_session, false) AS first_session_ors,
    curve.* EXCLUDE (episode, client, rater, earliest_date)
FROM span JOIN said USING (latest_row)
LEFT JOIN curve ON curve.episode = said.episode AND curve.client = said.client AND curve.rater = 'self'
ORDER BY team, counted_on, said.episode;
