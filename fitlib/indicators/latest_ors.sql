-- one row per group: latest own ORS of each episode, points
select grp, count(latest) as n, avg(latest) / 10.0 as mean, sd(latest) / 10.0 as sd
from cohort($team, $first, $last)
where n_ors > 0
group by grp
