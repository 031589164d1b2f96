-- one row per group: what the pre-post effect size needs, closed episodes with two own ORS or more, points
select grp, count(*) as n, avg(intake) / 10.0 as mean_pre, avg(latest) / 10.0 as mean_post,
    sd(intake) / 10.0 as sd_pre, correlation(intake, latest) as r
from cohort($team, $first, $last)
where status = 'closed' and n_ors >= 2
group by grp
