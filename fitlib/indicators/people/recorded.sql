-- one row per visit recorded for these teams and the period (everybody): whose it is, and in which sets it is counted: 1 or 0
with own as (
    select *, row_number() over (
        partition by client, episode, visit_date, state order by visit_kind, minutes, order_no
    ) > 1 as again
    from visit
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team)) and visit_date between $first and $last
),
met as (select distinct episode, session_date from measurement)
select
    own.client, concat_ws(' ', own.client, own.episode, visit_date, state, visit_kind, minutes, order_no) as row_key,
    coalesce(episode.case_id, own.episode, own.client) as case_key, null::varchar as age_group, visit_date as day,
    null::varchar as export,
    1 as visits,
    (state = 'held')::integer as cost_held,
    (state = 'no_show')::integer as cost_no_show,
    (state = 'cancelled_client')::integer as cost_cancelled_client,
    (state = 'cancelled_worker')::integer as cost_cancelled_worker,
    (state <> 'held')::integer as cost_not_held,
    (episode.episode is null)::integer as cost_visits_unlinked,
    again::integer as cost_visits_twice,
    (episode.episode is not null)::integer as linked_visits,
    coalesce(
        visit_date < least(episode.case_date, first_session)
        or (status = 'closed' and visit_date > greatest(closing_date, last_session)), false
    )::integer as cost_visits_outside,
    (episode.episode is not null and state = 'held')::integer as linked_held,
    (episode.episode is not null and state = 'held' and met.episode is null)::integer as cost_no_session
from own
left join episode on episode.episode = own.episode
left join met on met.episode = own.episode and met.session_date = own.visit_date
order by row_key
