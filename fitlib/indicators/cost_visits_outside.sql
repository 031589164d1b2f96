-- one row per group (everybody): recorded visits whose episode is in the scores, those outside the episode's days
select grp, count(*) filter (outside) as k, count(*) as n
from recorded($team, $first, $last)
where linked
group by grp
