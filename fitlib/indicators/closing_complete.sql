-- one row per group: closed episodes, those whose closing day and way of ending are written down
select grp, count(*) filter (closing_date is not null and closing_type is not null) as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed'
group by grp
