-- one row per group (everybody): visits recorded for the period, those that repeat client, episode, day and state of another row
select grp, count(*) filter (again) as k, count(*) as n from recorded($team, $first, $last) group by grp
