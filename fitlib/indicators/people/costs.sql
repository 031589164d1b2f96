-- one row per closed episode of these teams and the period: whose it is, its groups, and in which sets of the cost page it is counted
with own as (
    select *, tenths('cutoff.ors.' || age_group) + tenths('cutoff.margin') as cutoff
    from episode
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team)) and counted_on between $first and $last
),
exports as (select count(distinct source) as n from own),
held as (select episode, count(*) as visits from visit where state = 'held' group by episode)
select
    own.client, own.episode as row_key, coalesce(case_id, own.episode) as case_key, age_group, counted_on as day,
    case when exports.n > 1 then 'export:' || source end as export,
    1 as closed,
    (visits is not null)::integer as closed_visited,
    coalesce(visits < constant('cost.planned.visits'), false)::integer as cost_short,
    coalesce(visits = 1, false)::integer as cost_single_visit,
    coalesce(visits >= constant('cost.long.visits'), false)::integer as cost_long,
    coalesce(
        closing_type = 'planned' and visits < constant('cost.planned.visits')
        and n_ors >= constant('pattern.no_early_change.points')
        and 2 * (latest - intake) < tenths('rci.convention') and latest < cutoff, false
    )::integer as cost_no_benefit,
    (info.data_date - counted_on >= constant('cost.follow_on.days'))::integer as closed_followed,
    (info.data_date - counted_on >= constant('cost.follow_on.days') and own.episode in (select episode from followed()))::integer
        as cost_followed
from own cross join exports cross join store_info as info
left join held on held.episode = own.episode
where status = 'closed'
order by own.client, own.episode
