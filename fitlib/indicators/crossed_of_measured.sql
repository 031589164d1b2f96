-- one row per group: closed episodes with two own ORS or more, those that crossed the line
select grp,
    count(*) filter (
        intake < cutoff
        and latest >= cutoff
    ) as k,
    count(*) as n
from cohort($team, $first, $last)
where status = 'closed' and n_ors >= 2
group by grp
