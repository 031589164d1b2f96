-- one row per group: what the pre-post effect size needs, closed episodes with two own ORS or more, points
select c.grp, count(*) as n, avg(u.intake) / 10.0 as mean_pre, avg(u.latest) / 10.0 as mean_post,
    stddev_samp(u.intake) / 10.0 as sd_pre, corr(u.intake, u.latest) as r
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
join curve u on u.episode = c.episode and u.rater = 'self'
where e.status = 'closed' and u.n_ors >= 2
group by c.grp
