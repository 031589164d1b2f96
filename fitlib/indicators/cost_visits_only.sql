-- one row per group (everybody): episodes with a session or a recorded visit in the period, those among the visits only
select grp, count(*) filter (in_visits and not in_scores) as k, count(*) as n from linked($team, $first, $last) group by grp
