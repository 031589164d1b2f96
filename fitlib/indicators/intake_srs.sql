-- one row per group: first own SRS of each episode, points
select grp, count(first_srs) as n, avg(first_srs) / 10.0 as mean, sd(first_srs) / 10.0 as sd
from cohort($team, $first, $last)
where n_ors > 0
group by grp
