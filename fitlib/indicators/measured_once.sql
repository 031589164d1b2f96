-- one row per group: closed episodes, those with one of the client's own ORS
select grp, count(*) filter (n_ors = 1) as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed'
group by grp
