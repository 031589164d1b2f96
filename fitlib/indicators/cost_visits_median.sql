-- one row per group: held visits of each closed episode that has one in the visits file, the middle and the quartiles
select grp, count(*) as n, median(visits) as median,
    quantile_cont(visits, 0.25) as lower_quartile, quantile_cont(visits, 0.75) as upper_quartile
from visited($team, $first, $last)
group by grp
