-- one row per group: closed episodes, those whose closing day and way of ending are written down
select c.grp, count(*) filter (e.closing_date is not null and e.closing_type is not null) as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
where e.status = 'closed'
group by c.grp
