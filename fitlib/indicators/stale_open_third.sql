-- one row per group: open episodes, those without contact for the third limit of days at the data date
select grp,
    count(*) filter (
        info.data_date - last_session >= constant('coverage.stale.third')
    ) as k,
    count(*) as n
from cohort($team, $first, $last)
cross join store_info info
where status is distinct from 'closed'
group by grp
