-- one row per group: held visits of each closed episode that has fewer than the planned number, mean and spread
select grp, count(*) as n, avg(visits) as mean, sd(visits) as sd
from visited($team, $first, $last)
where visits < constant('cost.planned.visits')
group by grp
