-- one row per group: days from the latest ORS to the last session, closed episodes with an ORS
select grp, count(*) as n,
    median(last_session - latest_date) as median,
    quantile_cont(last_session - latest_date, 0.25) as lower_quartile,
    quantile_cont(last_session - latest_date, 0.75) as upper_quartile
from cohort($team, $first, $last)
where status = 'closed'
and n_ors > 0
group by grp
