-- one row per group: episodes of the cohort, those still open
select grp, count(*) filter (status is distinct from 'closed') as k, count(*) as n
from cohort($team, $first, $last)
group by grp
