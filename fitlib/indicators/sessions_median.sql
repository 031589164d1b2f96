-- one row per group: sessions of each closed episode, the middle and the quartiles
select c.grp, count(*) as n, median(e.sessions) as median,
    quantile_cont(e.sessions, 0.25) as lower_quartile, quantile_cont(e.sessions, 0.75) as upper_quartile
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
where e.status = 'closed'
group by c.grp
