-- one row per group (everybody): visits recorded for the period, those the client cancelled
select grp, count(*) filter (state = 'cancelled_client') as k, count(*) as n from recorded($team, $first, $last) group by grp
