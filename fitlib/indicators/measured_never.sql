-- one row per group: closed episodes, those without any of the client's own ORS
select grp, count(*) filter (n_ors is null) as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed'
group by grp
