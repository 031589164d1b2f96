-- one row per group: closed episodes, those ended by one side
select grp, count(*) filter (closing_type = 'unplanned') as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed'
group by grp
