-- one row per group: closed episodes with two own ORS or more, those that crossed the line with a reliable change
select grp,
    count(*) filter (
        intake < cutoff
        and latest >= cutoff
        and latest - intake >= tenths('rci.convention')
    ) as k,
    count(*) as n
from cohort($team, $first, $last)
where status = 'closed' and n_ors >= 2
group by grp
