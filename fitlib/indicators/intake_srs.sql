-- one row per group: first own SRS of each episode, points
select c.grp, count(u.first_srs) as n, avg(u.first_srs) / 10.0 as mean, stddev_samp(u.first_srs) / 10.0 as sd
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
join curve u on u.episode = c.episode and u.rater = 'self'
group by c.grp
