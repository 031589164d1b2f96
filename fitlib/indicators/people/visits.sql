-- one row per client with a held visit in the period (everybody), and whether an ORS of the period is there
with seen as (
    select distinct client, case when $apart then team end as of_team from visit
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team))
        and state = 'held' and visit_date between $first and $last
),
met as (
    select distinct client, case when $apart then team end as of_team from measurement
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team))
        and ors is not null and session_date between $first and $last
)
select
    seen.of_team, seen.client, seen.client as row_key, seen.client as case_key, null::varchar as age_group, null::date as day,
    null::varchar as export,
    1 as visited_clients, (met.client is not null)::integer as reached_clients
from seen left join met on seen.client = met.client and seen.of_team is not distinct from met.of_team
order by seen.client
