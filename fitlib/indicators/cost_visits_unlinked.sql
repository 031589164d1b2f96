-- one row per group (everybody): visits recorded for the period, those whose episode has no row among the scores
select 'all' as grp, count(*) filter (episode is null or episode not in (select episode from measurement)) as k,
    count(*) as n
from visit
where (team = $team or $team = 'all') and visit_date between $first and $last
