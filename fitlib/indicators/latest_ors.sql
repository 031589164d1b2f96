-- one row per group: latest own ORS of each episode, points
select c.grp, count(u.latest) as n, avg(u.latest) / 10.0 as mean, stddev_samp(u.latest) / 10.0 as sd
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
join curve u on u.episode = c.episode and u.rater = 'self'
group by c.grp
