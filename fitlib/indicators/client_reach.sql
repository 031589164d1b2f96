-- one row per group (everybody): clients with a held visit in the period, those with an ORS in it
select grp, count(*) filter (measured) as k, count(*) as n
from reached($team, $first, $last)
group by grp
