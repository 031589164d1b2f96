-- one row per group: closed episodes with two own ORS or more and lines, those at or above the target line
select grp, count(*) filter (latest >= line_green) as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed' and n_ors >= 2
and line_green is not null and line_red is not null
group by grp
