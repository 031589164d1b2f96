-- one row per group (everybody): clients with a held visit in the period, those with an ORS in it
with seen as (
    select distinct client from visit
    where (team = $team or $team = 'all') and state = 'held' and visit_date between $first and $last
),
measured as (
    select distinct client from measurement
    where ors is not null and session_date between $first and $last
)
select 'all' as grp, count(m.client) as k, count(*) as n
from seen s
left join measured m on m.client = s.client
