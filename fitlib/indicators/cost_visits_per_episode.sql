-- one row per group: held visits of each closed episode that has one in the visits file, mean and spread
select grp, count(*) as n, avg(visits) as mean, sd(visits) as sd
from visited($team, $first, $last)
group by grp
