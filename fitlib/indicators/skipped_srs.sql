-- one row per group: sessions held in the period, those where the SRS was skipped
select grp, sum(skipped_srs) as k, sum(sessions) as n
from held($team, $first, $last)
group by grp
