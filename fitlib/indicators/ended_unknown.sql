-- one row per group: closed episodes, those whose way of ending is not written down
select grp, count(*) filter (closing_type is null) as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed'
group by grp
