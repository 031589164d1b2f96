-- one row per group (everybody): visits recorded for the period, those held
select grp, count(*) filter (state = 'held') as k, count(*) as n from recorded($team, $first, $last) group by grp
