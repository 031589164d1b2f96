-- one row per team, day, age group and file: sessions held, and how many of them have the client's own ORS, SRS or both
-- (a session is its own rating; without one it is what the other raters say of it)
CREATE TABLE session_day AS
WITH session AS (
    SELECT team, session_date, age_group, source, ors, srs, ors_skipped, srs_skipped
    FROM measurement WHERE rater = 'self'
    UNION ALL
    SELECT min(team), min(session_date), min(age_group), min(source), NULL, NULL, false, false
    FROM measurement AS one
    WHERE rater <> 'self' AND NOT EXISTS (
        SELECT 1 FROM measurement AS own
        WHERE own.rater = 'self' AND own.episode = one.episode AND own.session_no = one.session_no
    )
    GROUP BY episode, session_no
)
SELECT
    team, session_date, age_group, source, count(*)::INTEGER AS sessions,
    count(ors)::INTEGER AS with_ors, count(srs)::INTEGER AS with_srs, count(ors + srs)::INTEGER AS with_both,
    count(*) FILTER (ors_skipped)::INTEGER AS skipped_ors, count(*) FILTER (srs_skipped)::INTEGER AS skipped_srs
FROM session
GROUP BY team, session_date, age_group, source
ORDER BY team, session_date, age_group, source;
