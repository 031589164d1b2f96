-- one row per group: all episodes of the cohort, the closed ones that crossed the line
select grp,
    count(*) filter (
        n_ors >= 2
        and status = 'closed'
        and intake < cutoff
        and latest >= cutoff
    ) as k,
    count(*) as n
from cohort($team, $first, $last)
group by grp
