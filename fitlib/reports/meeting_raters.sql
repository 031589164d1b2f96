-- one row per rater other than the client and per team (team null: all teams): first and latest ORS of the period's episodes
SELECT
    curve.rater, cohort.team, count(*) AS n,
    avg(curve.intake) / 10.0 AS first_mean, sd(curve.intake) / 10.0 AS first_sd,
    avg(curve.latest) / 10.0 AS latest_mean, sd(curve.latest) / 10.0 AS latest_sd
FROM cohort('all', $first, $last) AS cohort JOIN curve USING (episode)
WHERE cohort.grp = 'all' AND curve.rater <> 'self'
GROUP BY GROUPING SETS ((curve.rater, cohort.team), (curve.rater))
ORDER BY curve.rater, cohort.team NULLS FIRST
