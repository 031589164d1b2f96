-- one row per group: closed episodes with two own ORS or more, those with less than a reliable change
select grp, count(*) filter (abs(latest - intake) < tenths('rci.convention')) as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed' and n_ors >= 2
group by grp
