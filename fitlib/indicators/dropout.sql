-- one row per group: closed episodes with two own ORS or more and lines, those ended by one side and below the target
select grp, count(*) filter (closing_type = 'unplanned' and latest < line_green) as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed' and n_ors >= 2
and line_green is not null and line_red is not null
group by grp
