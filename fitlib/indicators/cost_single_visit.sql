-- one row per group: closed episodes with a held visit in the visits file, those with one only
select grp, count(*) filter (visits = 1) as k, count(*) as n
from visited($team, $first, $last)
group by grp
