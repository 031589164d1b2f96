-- one row per group: latest less first own ORS, closed episodes with two or more, points
select c.grp, count(u.latest - u.intake) as n, avg(u.latest - u.intake) / 10.0 as mean, stddev_samp(u.latest - u.intake) / 10.0 as sd
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
join curve u on u.episode = c.episode and u.rater = 'self'
where e.status = 'closed' and u.n_ors >= 2
group by c.grp
