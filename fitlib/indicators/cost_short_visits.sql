-- one row per group: held visits of each closed episode that has fewer than the planned number, mean and spread
with held as (select episode, count(*) as visits from visit where state = 'held' group by episode)
select c.grp, count(*) as n, avg(h.visits) as mean, stddev_samp(h.visits) as sd
from cohort($team, $first, $last) c
join held h using (episode)
where c.status = 'closed' and h.visits < constant('cost.planned.visits')
group by c.grp
