-- one row per episode, form and rater in the cohort: whose it is, its group (form, age, rater), and in which sets it is counted: 1 or 0
with counted as (
    select episode from episode
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team)) and counted_on between $first and $last
),
answered as (
    select ors_form as form, *, ors_total_only as total_only
    from measurement semi join counted using (episode) where ors is not null
    union all
    select srs_form, *, srs_total_only from measurement semi join counted using (episode) where srs is not null
),
numbered as (
    select *, row_number() over (
        partition by client, form, age_group, rater order by session_date, session_no, episode
    ) as place
    from answered
)
select
    min(client) as client, episode as row_key, coalesce(min(case_id), episode) as case_key,
    concat_ws(':', 'form', form, age_group, rater) as age_group, min(session_date) as day, null::varchar as export,
    bool_or(place = 1 and not total_only)::integer as quality_firsts,
    (count(*) > 1)::integer as quality_pairs_1,
    (count(*) > 2)::integer as quality_pairs_2,
    (count(*) > 3)::integer as quality_pairs_3
from numbered
group by form, age_group, rater, episode
order by age_group, row_key
