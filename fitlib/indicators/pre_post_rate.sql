-- one row per group: episodes with two sessions or more, those with two of the client's own ORS or more
select grp, count(*) filter (n_ors >= 2) as k, count(*) as n
from cohort($team, $first, $last)
where sessions >= 2
group by grp
