-- one row per group: episodes of the cohort, those still open
select c.grp, count(*) filter (e.status is distinct from 'closed') as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
group by c.grp
