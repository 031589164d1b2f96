-- one row per group: sessions of each closed episode, the middle and the quartiles
select grp, count(*) as n, median(sessions) as median,
    quantile_cont(sessions, 0.25) as lower_quartile, quantile_cont(sessions, 0.75) as upper_quartile
from cohort($team, $first, $last)
where status = 'closed'
group by grp
