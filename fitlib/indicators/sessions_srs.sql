-- one row per group: sessions held in the period, those with the client's own SRS
select grp, sum(with_srs) as k, sum(sessions) as n
from held($team, $first, $last)
group by grp
