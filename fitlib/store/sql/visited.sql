-- one row per closed episode with a held visit and group it counts in: its held visits and the days from first to last
CREATE TEMP MACRO visited(for_team, first_day, last_day) AS TABLE
WITH held_visit AS (
    SELECT episode, count(*) AS visits, max(visit_date) - min(visit_date) AS days
    FROM visit WHERE state = 'held' GROUP BY episode
)
SELECT cohort.*, held_visit.* EXCLUDE (episode)
FROM cohort(for_team, first_day, last_day) AS cohort JOIN held_visit USING (episode)
WHERE cohort.status = 'closed';
