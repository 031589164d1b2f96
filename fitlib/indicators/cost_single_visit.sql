-- one row per group: closed episodes with a held visit in the visits file, those with one only
with held as (select episode, count(*) as visits from visit where state = 'held' group by episode)
select c.grp, count(*) filter (h.visits = 1) as k, count(*) as n
from cohort($team, $first, $last) c
join held h using (episode)
where c.status = 'closed'
group by c.grp
