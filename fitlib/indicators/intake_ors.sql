-- one row per group: first own ORS of each episode, points
select grp, count(intake) as n, avg(intake) / 10.0 as mean, sd(intake) / 10.0 as sd
from cohort($team, $first, $last)
where n_ors > 0
group by grp
