-- one row per group: closed episodes, those with one session only
select c.grp, count(*) filter (e.sessions = 1) as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
where e.status = 'closed'
group by c.grp
