-- one row per group: episodes of the cohort, those with the client's own ORS at the first session
select grp, count(*) filter (first_session_ors) as k, count(*) as n
from cohort($team, $first, $last)
group by grp
