-- one row per group: closed episodes with a held visit in the visits file, those with as many as a very long one or more
select grp, count(*) filter (visits >= constant('cost.long.visits')) as k, count(*) as n
from visited($team, $first, $last)
group by grp
