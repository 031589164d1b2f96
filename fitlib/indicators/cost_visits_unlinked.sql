-- one row per group (everybody): visits recorded for the period, those whose episode has no row among the scores
select grp, count(*) filter (not linked) as k, count(*) as n from recorded($team, $first, $last) group by grp
