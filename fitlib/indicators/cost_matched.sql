-- one row per group (everybody): episodes with a session or a recorded visit in the period, those in both
select grp, count(*) filter (in_scores and in_visits) as k, count(*) as n from linked($team, $first, $last) group by grp
