-- one row per group: latest less first own ORS, closed episodes with two or more, points
select grp, count(latest - intake) as n, avg(latest - intake) / 10.0 as mean, sd(latest - intake) / 10.0 as sd
from cohort($team, $first, $last)
where status = 'closed' and n_ors >= 2
group by grp
