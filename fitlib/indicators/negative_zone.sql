-- one row per group: closed episodes with two own ORS or more and lines, those below the lower line
select c.grp, count(*) filter (u.latest < u.line_red and u.latest < u.line_green) as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
join curve u on u.episode = c.episode and u.rater = 'self'
where e.status = 'closed' and u.n_ors >= 2
and u.line_green is not null and u.line_red is not null
group by c.grp
