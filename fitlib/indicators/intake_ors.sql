-- one row per group: first own ORS of each episode, points
select c.grp, count(u.intake) as n, avg(u.intake) / 10.0 as mean, stddev_samp(u.intake) / 10.0 as sd
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
join curve u on u.episode = c.episode and u.rater = 'self'
group by c.grp
