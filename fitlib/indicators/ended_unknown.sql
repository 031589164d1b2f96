-- one row per group: closed episodes, those whose way of ending is not written down
select c.grp, count(*) filter (e.closing_type is null) as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
where e.status = 'closed'
group by c.grp
