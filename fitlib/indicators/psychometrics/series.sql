-- one row per form that was filled in: episode, session and total in tenths, totals without items included
WITH counted AS (SELECT episode FROM cohort($team, $first, $last) WHERE grp = 'all'),
answered AS (
    SELECT ors_form AS form, m.age_group, m.rater, m.episode, m.session_no, ors AS total
    FROM measurement m SEMI JOIN counted USING (episode) WHERE ors IS NOT NULL
    UNION ALL
    SELECT srs_form, m.age_group, m.rater, m.episode, m.session_no, srs
    FROM measurement m SEMI JOIN counted USING (episode) WHERE srs IS NOT NULL
)
SELECT form, age_group, rater, dense_rank() OVER (ORDER BY episode)::INTEGER AS episode, session_no, total
FROM answered
