-- one row per group: closed episodes that started below the line, those whose latest ORS is not below it
select grp,
    count(*) filter (
        latest >= cutoff
    ) as k,
    count(*) as n
from cohort($team, $first, $last)
where status = 'closed' and n_ors >= 2
and intake < cutoff
group by grp
