-- one row per episode with a session in the period: whose it is, its groups, and how many of its sessions each set counts
-- (a session is its own rating; without one it is what the other raters say of it)
with own as (
    select episode, coalesce(case_id, episode) as case_key, client, age_group, source, ors, srs, ors_skipped, srs_skipped
    from measurement
    where rater = 'self' and session_date between $first and $last
        and ($teams::varchar[] is null or list_contains($teams::varchar[], team))
    union all
    select episode, coalesce(min(case_id), episode), min(client), min(age_group), min(source), null, null, false, false
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
    client, case_key, age_group, 'export:' || source as export,
    count(*)::integer as sessions, count(ors)::integer as sessions_ors, count(srs)::integer as sessions_srs,
    count(ors + srs)::integer as sessions_both, count(*) filter (ors_skipped)::integer as skipped_ors,
    count(*) filter (srs_skipped)::integer as skipped_srs
from own
group by client, case_key, episode, age_group, source
order by client, episode, age_group, source
