-- one row per group (everybody): visits recorded for the period, those the worker cancelled
select 'all' as grp, count(*) filter (state = 'cancelled_worker') as k, count(*) as n
from visit
where (team = $team or $team = 'all') and visit_date between $first and $last
