-- one row per group: days from the latest ORS to the last session, closed episodes with an ORS
select c.grp, count(*) as n,
    median(e.last_session - u.latest_date) as median,
    quantile_cont(e.last_session - u.latest_date, 0.25) as lower_quartile,
    quantile_cont(e.last_session - u.latest_date, 0.75) as upper_quartile
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
join curve u on u.episode = c.episode and u.rater = 'self'
where e.status = 'closed'
group by c.grp
