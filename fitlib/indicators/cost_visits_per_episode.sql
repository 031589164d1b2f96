-- one row per group: held visits of each closed episode that has one in the visits file, mean and spread
with held as (select episode, count(*) as visits from visit where state = 'held' group by episode)
select c.grp, count(*) as n, avg(h.visits) as mean, sd(h.visits) as sd
from cohort($team, $first, $last) c
join held h using (episode)
where c.status = 'closed'
group by c.grp
