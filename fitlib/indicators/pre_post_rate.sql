-- one row per group: episodes with two sessions or more, those with two of the client's own ORS or more
select c.grp, count(*) filter (u.n_ors >= 2) as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
left join curve u on u.episode = c.episode and u.rater = 'self'
where e.sessions >= 2
group by c.grp
