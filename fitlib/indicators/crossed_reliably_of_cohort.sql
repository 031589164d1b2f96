-- one row per group: all episodes of the cohort, the closed ones that crossed the line with a reliable change
select grp,
    count(*) filter (
        n_ors >= 2
        and status = 'closed'
        and intake < cutoff
        and latest >= cutoff
        and latest - intake >= tenths('rci.convention')
    ) as k,
    count(*) as n
from cohort($team, $first, $last)
group by grp
