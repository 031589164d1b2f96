-- one row per episode: attributes of its latest session (its own rating before others'), and the day it counts on
CREATE TABLE episode AS
WITH latest AS (
    SELECT DISTINCT ON (episode)
        episode, client, worker, team, age_group, ors_form, srs_form, case_date, coalesce(status, 'open') AS status,
        closing_type, closing_date, service
    FROM measurement
    ORDER BY episode, session_no DESC, rater <> 'self', rater, client
),
span AS (
    SELECT
        episode, count(DISTINCT session_no)::INTEGER AS sessions, min(session_date) AS first_session,
        max(session_date) AS last_session, arg_min(source, (session_no, rater <> 'self', rater, client)) AS source
    FROM measurement GROUP BY episode
)
SELECT
    latest.*, source, sessions, first_session, last_session,
    CASE WHEN status = 'closed' THEN coalesce(closing_date, last_session) ELSE (SELECT data_date FROM store_info) END
        AS counted_on
FROM latest JOIN span USING (episode)
ORDER BY team, counted_on, episode;
