-- one row per group: sessions held in the period, those with the client's own ORS and SRS
select grp, sum(with_both) as k, sum(sessions) as n
from held($team, $first, $last)
group by grp
