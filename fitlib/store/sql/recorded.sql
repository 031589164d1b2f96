-- one row per visit recorded for the period (everybody): whether its episode is in the scores, and what does not fit
-- (outside: before the episode's case date and first session, or after a closed one's end and last session;
-- again: the same client, episode, day and state stands in an earlier row)
CREATE TEMP MACRO recorded(for_team, first_day, last_day) AS TABLE
WITH one AS (
    SELECT client, episode, visit_date, state, row_number() OVER (
        PARTITION BY client, episode, visit_date, state ORDER BY visit_kind, minutes, order_no
    ) > 1 AS again
    FROM visit
    WHERE (team = for_team OR for_team = 'all') AND visit_date BETWEEN first_day AND last_day
),
day AS (SELECT DISTINCT episode, session_date FROM measurement)
SELECT
    'all' AS grp, one.*, episode.episode IS NOT NULL AS linked, day.episode IS NOT NULL AS with_session,
    coalesce(
        visit_date < least(case_date, first_session)
        OR (status = 'closed' AND visit_date > greatest(closing_date, last_session)), false
    ) AS outside
FROM one
LEFT JOIN episode ON episode.episode = one.episode
LEFT JOIN day ON day.episode = one.episode AND day.session_date = one.visit_date;
