-- one row per group: episodes of the cohort, those closed
select grp, count(*) filter (status = 'closed') as k, count(*) as n
from cohort($team, $first, $last)
group by grp
