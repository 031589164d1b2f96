-- one row per group: closed episodes that started below the line, those that crossed it with a reliable change
select grp,
    count(*) filter (
        latest >= cutoff
        and latest - intake >= tenths('rci.convention')
    ) as k,
    count(*) as n
from cohort($team, $first, $last)
where status = 'closed' and n_ors >= 2
and intake < cutoff
group by grp
