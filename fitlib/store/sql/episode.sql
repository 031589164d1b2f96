-- one row per episode: attributes of its latest session (its own rating before others'), the day it counts on, and the
-- own curve of that session's client: a figure of many episodes reads this table only
-- (place: session number, whose rating, a digest of who; one integer, so that no row is sorted or compared as text.
-- sessions: where all rows are of one rater and client each is a session of its own; only of others they are counted as a set.
-- file: digest of a source, of which there are few. recency: day of the last session and a digest: of a client's several
-- episodes the latest has the largest. part: of many rows so many episodes are summed up at once as memory holds)
CREATE TABLE episode AS
WITH named AS (SELECT hash(source) AS file, any_value(source) AS source FROM measurement GROUP BY hash(source)),
one AS NOT MATERIALIZED (
    SELECT *, rowid AS row_no FROM measurement
    WHERE getvariable('parts') IS NULL OR hash(episode) % getvariable('parts') = getvariable('part')
),
own AS (
    FROM curve
    WHERE rater = 'self'
        AND (getvariable('parts') IS NULL OR hash(episode) % getvariable('parts') = getvariable('part'))
),
placed AS (
    SELECT
        *, (session_no::BIGINT << 32) AS session_place, hash(rater, client) AS who,
        ((rater <> 'self')::BIGINT << 31) | (hash(rater, client) & 2147483647)::BIGINT AS rater_place
    FROM one
),
span AS (
    SELECT
        episode, min(who) <> max(who) AS several, count(session_no)::INTEGER AS sessions,
        min(session_date) AS first_session, max(session_date) AS last_session,
        arg_min(hash(source), session_place | rater_place) AS file,
        arg_max(row_no, session_place - rater_place) AS latest_row
    FROM placed GROUP BY episode
),
of_several AS (
    SELECT episode, count(DISTINCT session_no)::INTEGER AS sessions
    FROM one WHERE episode IN (SELECT episode FROM span WHERE several)
    GROUP BY episode
),
said AS (
    SELECT
        row_no AS latest_row, episode, client, worker, team, age_group, ors_form, srs_form, case_date,
        coalesce(status, 'open') AS status, closing_type, closing_date, service, case_id
    FROM one
)
SELECT
    said.* EXCLUDE (latest_row), coalesce(of_several.sessions, span.sessions) AS sessions, first_session, last_session,
    source,
    CASE WHEN status = 'closed' THEN coalesce(closing_date, last_session) ELSE (SELECT data_date FROM store_info) END
        AS counted_on,
    ((last_session - DATE '1970-01-01')::BIGINT << 40) | (hash(said.episode) & 1099511627775)::BIGINT AS recency,
    coalesce(earliest_date = first_session, false) AS first_session_ors,
    own.* EXCLUDE (episode, client, rater, earliest_date)
FROM span JOIN said USING (latest_row) JOIN named USING (file)
LEFT JOIN of_several ON of_several.episode = said.episode
LEFT JOIN own ON own.episode = said.episode AND own.client = said.client
ORDER BY team, counted_on, said.episode;
