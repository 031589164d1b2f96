-- one row per group: sessions of each closed episode
select c.grp, count(*) as n, avg(e.sessions) as mean, stddev_samp(e.sessions) as sd
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
where e.status = 'closed'
group by c.grp
