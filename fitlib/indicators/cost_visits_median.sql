-- one row per group: held visits of each closed episode that has one in the visits file, the middle and the quartiles
with held as (select episode, count(*) as visits from visit where state = 'held' group by episode)
select c.grp, count(*) as n, median(h.visits) as median,
    quantile_cont(h.visits, 0.25) as lower_quartile, quantile_cont(h.visits, 0.75) as upper_quartile
from cohort($team, $first, $last) c
join held h using (episode)
where c.status = 'closed'
group by c.grp
