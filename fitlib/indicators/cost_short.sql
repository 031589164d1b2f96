-- one row per group: closed episodes with a held visit in the visits file, those with fewer than the planned number
select grp, count(*) filter (visits < constant('cost.planned.visits')) as k, count(*) as n
from visited($team, $first, $last)
group by grp
