-- one row per group: open episodes, those without contact for the third limit of days at the data date
select c.grp,
    count(*) filter (
        info.data_date - e.last_session >= constant('coverage.stale.third')
    ) as k,
    count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
cross join store_info info
where e.status is distinct from 'closed'
group by c.grp
