-- one row per respondent, form and rater: the first measure in the cohort, its four items in tenths; totals without items stay out
WITH counted AS (SELECT episode FROM cohort($team, $first, $last) WHERE grp = 'all'),
answered AS (
    SELECT 'ors' AS scale, ors_form AS form, m.client, m.age_group, m.rater, m.session_date, m.session_no, m.episode,
        ors1 AS item_1, ors2 AS item_2, ors3 AS item_3, ors4 AS item_4, ors_total_only AS total_only
    FROM measurement m SEMI JOIN counted USING (episode) WHERE ors IS NOT NULL
    UNION ALL
    SELECT 'srs', srs_form, m.client, m.age_group, m.rater, m.session_date, m.session_no, m.episode,
        srs1, srs2, srs3, srs4, srs_total_only
    FROM measurement m SEMI JOIN counted USING (episode) WHERE srs IS NOT NULL
),
first_of_each AS (
    SELECT DISTINCT ON (client, form, age_group, rater) * FROM answered
    ORDER BY client, form, age_group, rater, session_date, session_no, episode
)
SELECT scale, form, age_group, rater, item_1, item_2, item_3, item_4
FROM first_of_each
WHERE NOT total_only
ORDER BY form, age_group, rater, client
