-- one row per group (everybody): visits recorded for the period, those the worker cancelled
select grp, count(*) filter (state = 'cancelled_worker') as k, count(*) as n from recorded($team, $first, $last) group by grp
