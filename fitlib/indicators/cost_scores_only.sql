-- one row per group (everybody): episodes with a session or a recorded visit in the period, those in the scores only
select grp, count(*) filter (in_scores and not in_visits) as k, count(*) as n from linked($team, $first, $last) group by grp
