-- one row per group: closed episodes, those ended by one side
select c.grp, count(*) filter (e.closing_type = 'unplanned') as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
where e.status = 'closed'
group by c.grp
