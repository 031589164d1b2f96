-- one row per group: closed episodes, those without any of the client's own ORS
select c.grp, count(*) filter (u.n_ors is null) as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
left join curve u on u.episode = c.episode and u.rater = 'self'
where e.status = 'closed'
group by c.grp
