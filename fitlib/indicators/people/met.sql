-- one row per session day of an episode in the period (everybody): whose it is, whether its episode has visits, one on that day: 1 or 0
with own as (
    select episode, session_date, min(client) as client, min(case_id) as case_id from measurement
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team)) and session_date between $first and $last
    group by episode, session_date
),
held as (select distinct episode, visit_date from visit where state = 'held')
select
    client, concat_ws(' ', own.episode, session_date) as row_key, coalesce(case_id, own.episode) as case_key,
    null::varchar as age_group, session_date as day, null::varchar as export,
    1 as sessions,
    visited::integer as linked_sessions,
    (visited and held.episode is not null)::integer as cost_same_day,
    (visited and held.episode is null)::integer as cost_no_visit
from (select *, episode in (select episode from visit where episode is not null) as visited from own) as own
left join held on held.episode = own.episode and held.visit_date = own.session_date
order by row_key
