-- one row per group: all episodes of the cohort, the closed ones that crossed the line
select c.grp,
    count(*) filter (
        u.n_ors >= 2
        and e.status = 'closed'
        and u.intake < tenths('cutoff.ors.' || e.age_group) + tenths('cutoff.margin')
        and u.latest >= tenths('cutoff.ors.' || e.age_group) + tenths('cutoff.margin')
    ) as k,
    count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
left join curve u on u.episode = c.episode and u.rater = 'self'
group by c.grp
