-- one row per session and rater of the cohort's episodes, in order of episode, client, rater and session
SELECT
    episode, measurement.client, cohort.team, cohort.age_group, rater, cohort.status = 'closed' AS closed, session_no, session_date,
    ors, srs, measurement.line_green, measurement.line_red,
    CASE WHEN NOT ors_total_only THEN [ors1, ors2, ors3, ors4] END AS ors_items,
    CASE WHEN NOT srs_total_only THEN [srs1, srs2, srs3, srs4] END AS srs_items
FROM cohort($team, $first, $last) AS cohort JOIN measurement USING (episode)
WHERE cohort.grp = 'all' AND (len($raters::VARCHAR[]) = 0 OR rater IN (SELECT unnest($raters::VARCHAR[])))
ORDER BY cohort.team, episode, measurement.client, rater <> $client, rater, session_no
