-- one row per group: closed episodes, those with two of the client's own ORS or more
select grp, count(*) filter (n_ors >= 2) as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed'
group by grp
