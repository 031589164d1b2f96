-- one row per group: closed episodes, those with one session only
select grp, count(*) filter (sessions = 1) as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed'
group by grp
