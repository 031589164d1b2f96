-- one row per group: days from the first to the last held visit of each closed episode that has one, mean and spread
select grp, count(*) as n, avg(days) as mean, sd(days) as sd
from visited($team, $first, $last)
group by grp
