-- one row per group: different clients in the cohort, each counted in the groups of the latest episode
with latest as (
    select cell, max(recency) as recency from cohort($team, $first, $last) group by cell, client
)
select grp, count(*) as k
from cohort($team, $first, $last)
join latest using (cell, recency)
group by grp
