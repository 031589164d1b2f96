-- one row per group: closed episodes, those ended by agreement
select c.grp, count(*) filter (e.closing_type = 'planned') as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
where e.status = 'closed'
group by c.grp
