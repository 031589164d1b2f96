-- one row per client with a held visit in the period (everybody), and whether an ORS of the period is there
with seen as (
    select distinct client from visit
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team))
        and state = 'held' and visit_date between $first and $last
),
met as (
    select distinct client from measurement
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team))
        and ors is not null and session_date between $first and $last
)
select
    client, client as row_key, client as case_key, null::varchar as age_group, null::date as day,
    null::varchar as export,
    1 as visited_clients, (met.client is not null)::integer as reached_clients
from seen left join met using (client)
order by client
