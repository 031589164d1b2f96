-- one row per form that was filled in, in the cohort: whose it is, its group (form, age, rater), and in which sets it is counted: 1 or 0
with counted as (
    select episode from episode
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team)) and counted_on between $first and $last
),
answered as (
    select ors_form as form, *, ors as total from measurement semi join counted using (episode) where ors is not null
    union all
    select srs_form, *, srs from measurement semi join counted using (episode) where srs is not null
)
select
    client, concat_ws(' ', episode, session_no) as row_key, coalesce(case_id, episode) as case_key,
    concat_ws(':', 'form', form, age_group, rater) as age_group, session_date as day, null::varchar as export,
    1 as quality_forms,
    (total <= constant('psychometrics.lowest'))::integer as quality_floor,
    (total >= constant('psychometrics.highest'))::integer as quality_ceiling
from answered
order by age_group, row_key
