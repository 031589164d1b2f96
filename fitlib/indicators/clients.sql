-- one row per group: different clients in the cohort
select c.grp, count(distinct e.client) as k
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
group by c.grp
