-- one row per group (everybody): visits recorded for the period, those the client cancelled
select 'all' as grp, count(*) filter (state = 'cancelled_client') as k, count(*) as n
from visit
where (team = $team or $team = 'all') and visit_date between $first and $last
