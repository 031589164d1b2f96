-- one row per group: closed episodes with two own ORS or more, those that crossed the line with a reliable change
select c.grp,
    count(*) filter (
        u.intake < tenths('cutoff.ors.' || e.age_group) + tenths('cutoff.margin')
        and u.latest >= tenths('cutoff.ors.' || e.age_group) + tenths('cutoff.margin')
        and u.latest - u.intake >= tenths('rci.convention')
    ) as k,
    count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
join curve u on u.episode = c.episode and u.rater = 'self'
where e.status = 'closed' and u.n_ors >= 2
group by c.grp
