-- one row per episode with a session or a recorded visit in the period: whether it is in the scores and among the visits
CREATE TEMP MACRO linked(for_team, first_day, last_day) AS TABLE
WITH seen AS (
    SELECT episode FROM measurement
    WHERE (team = for_team OR for_team = 'all') AND session_date BETWEEN first_day AND last_day
    UNION
    SELECT episode FROM visit
    WHERE (team = for_team OR for_team = 'all') AND visit_date BETWEEN first_day AND last_day AND episode IS NOT NULL
)
SELECT
    'all' AS grp, episode, episode IN (SELECT episode FROM measurement) AS in_scores,
    episode IN (SELECT episode FROM visit WHERE episode IS NOT NULL) AS in_visits
FROM seen;
