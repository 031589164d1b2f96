-- one row per episode with a session or a recorded visit in the period (everybody): whose it is, and where it is found: 1 or 0
with seen as (
    select episode, client from measurement
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team)) and session_date between $first and $last
    union
    select episode, client from visit
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team))
        and visit_date between $first and $last and episode is not null
),
one as (select episode, min(client) as client from seen group by episode)
select
    one.client, one.episode as row_key, coalesce(episode.case_id, one.episode) as case_key, null::varchar as age_group,
    null::date as day, null::varchar as export,
    1 as linkable,
    (scored and visited)::integer as cost_matched,
    (scored and not visited)::integer as cost_scores_only,
    (visited and not scored)::integer as cost_visits_only
from (
    select
        *, episode in (select episode from measurement) as scored,
        episode in (select episode from visit where episode is not null) as visited
    from one
) as one
left join episode on episode.episode = one.episode
order by one.episode
