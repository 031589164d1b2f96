-- one row per group (everybody): visits recorded for the period, those the client missed
select grp, count(*) filter (state = 'no_show') as k, count(*) as n from recorded($team, $first, $last) group by grp
