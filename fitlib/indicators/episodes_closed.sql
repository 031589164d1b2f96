-- one row per group: episodes of the cohort, those closed
select c.grp, count(*) filter (e.status = 'closed') as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
group by c.grp
