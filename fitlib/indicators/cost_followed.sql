-- one row per group: closed episodes whose follow-up time has passed, those after which the client began another one in time
select grp, count(*) filter (episode in (select episode from followed())) as k, count(*) as n
from cohort($team, $first, $last)
where status = 'closed' and (select data_date from store_info) - counted_on >= constant('cost.follow_on.days')
group by grp
