-- one row per group: closed episodes that started below the line, those whose latest ORS is not below it
select c.grp,
    count(*) filter (
        u.latest >= tenths('cutoff.ors.' || e.age_group) + tenths('cutoff.margin')
    ) as k,
    count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
join curve u on u.episode = c.episode and u.rater = 'self'
where e.status = 'closed' and u.n_ors >= 2
and u.intake < tenths('cutoff.ors.' || e.age_group) + tenths('cutoff.margin')
group by c.grp
