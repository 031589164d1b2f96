-- one row per group: closed episodes with a held visit in the visits file, those with fewer than the planned number
with held as (select episode, count(*) as visits from visit where state = 'held' group by episode)
select c.grp, count(*) filter (h.visits < constant('cost.planned.visits')) as k, count(*) as n
from cohort($team, $first, $last) c
join held h using (episode)
where c.status = 'closed'
group by c.grp
