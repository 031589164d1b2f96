-- one row per session of these teams in the period: whose it is, its groups, and in which sets it is counted: 1 or 0
-- (a session is its own rating; without one it is what the other raters say of it)
with own as (
    select team, episode, session_no, session_date, coalesce(case_id, episode) as case_key, client, age_group, source, ors, srs, ors_skipped, srs_skipped
    from measurement
    where rater = 'self' and session_date between $first and $last
        and ($teams::varchar[] is null or list_contains($teams::varchar[], team))
    union all
    select min(team), episode, session_no, min(session_date), coalesce(min(case_id), episode), min(client), min(age_group), min(source), null, null, false, false
    from measurement as one
    where rater <> 'self' and not exists (
        select 1 from measurement as two
        where two.rater = 'self' and two.episode = one.episode and two.session_no = one.session_no
    )
    group by episode, session_no
    having min(session_date) between $first and $last
        and ($teams::varchar[] is null or list_contains($teams::varchar[], min(team)))
)
select
    case when $apart then team end as of_team, client, concat_ws(' ', episode, session_no) as row_key, case_key, age_group, session_date as day,
    'export:' || source as export,
    1 as sessions, (ors is not null)::integer as sessions_ors, (srs is not null)::integer as sessions_srs,
    (ors is not null and srs is not null)::integer as sessions_both,
    coalesce(ors_skipped, false)::integer as skipped_ors, coalesce(srs_skipped, false)::integer as skipped_srs
from own
order by client, episode, session_no
