-- one row per group: closed episodes, those ended by agreement
select grp, count(*) filter (closing_type = 'planned') as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed'
group by grp
