-- one row per episode of these teams and the period: whose it is, its groups, and in which sets (sets.toml) it is counted: 1 or 0
with own as (
    select *, case when $apart then team end as of_team, tenths('cutoff.ors.' || age_group) + tenths('cutoff.margin') as cutoff
    from episode
    where ($teams::varchar[] is null or list_contains($teams::varchar[], team)) and counted_on between $first and $last
),
exports as (select count(distinct source) as n from own),
latest as (select max(recency) as recency from own group by client, of_team),
asked as (
    select
        own.*, status = 'closed' as is_closed, coalesce(n_ors, 0) > 0 as has_ors, coalesce(n_ors, 0) >= 2 as has_two,
        line_green is not null and line_red is not null as has_lines, info.data_date - last_session as since,
        recency in (select recency from latest) as is_latest
    from own cross join store_info as info
)
select
    of_team, client, episode as row_key, coalesce(case_id, episode) as case_key, age_group, counted_on as day,
    case when exports.n > 1 then 'export:' || source end as export,
    is_latest::integer as clients,
    1 as episodes,
    is_closed::integer as closed,
    (not is_closed)::integer as open,
    (not is_closed and since >= constant('coverage.stale.first'))::integer as stale_open_first,
    (not is_closed and since >= constant('coverage.stale.second'))::integer as stale_open_second,
    (not is_closed and since >= constant('coverage.stale.third'))::integer as stale_open_third,
    has_ors::integer as with_ors,
    (has_ors and first_srs is not null)::integer as with_srs,
    coalesce(has_ors and first_srs < tenths('cutoff.srs.' || age_group), false)::integer as first_srs_below,
    coalesce(first_session_ors, false)::integer as first_session_ors,
    (sessions >= 2)::integer as two_sessions,
    (sessions >= 2 and has_two)::integer as pre_post,
    (is_closed and sessions = 1)::integer as single_session,
    (is_closed and closing_date is not null and closing_type is not null)::integer as closing_complete,
    coalesce(is_closed and closing_type = 'planned', false)::integer as ended_planned,
    coalesce(is_closed and closing_type = 'unplanned', false)::integer as ended_unplanned,
    (is_closed and closing_type is null)::integer as ended_unknown,
    (is_closed and not has_ors)::integer as closed_never,
    (is_closed and has_ors)::integer as closed_with_ors,
    (is_closed and coalesce(n_ors, 0) = 1)::integer as closed_once,
    (is_closed and has_two)::integer as closed_two,
    coalesce(is_closed and has_two and latest - intake >= tenths('rci.convention'), false)::integer as improved,
    coalesce(is_closed and has_two and abs(latest - intake) < tenths('rci.convention'), false)::integer as unchanged,
    coalesce(is_closed and has_two and latest - intake <= -tenths('rci.convention'), false)::integer as deteriorated,
    coalesce(is_closed and has_two and intake < cutoff, false)::integer as started_below,
    coalesce(is_closed and has_two and intake < cutoff and latest >= cutoff, false)::integer as crossed,
    coalesce(
        is_closed and has_two and intake < cutoff and latest >= cutoff and latest - intake >= tenths('rci.convention'),
        false
    )::integer as crossed_reliably,
    (is_closed and has_two and has_lines)::integer as with_lines,
    coalesce(is_closed and has_two and has_lines and latest >= line_green, false)::integer as reached_target,
    coalesce(is_closed and has_two and has_lines and latest < line_green and latest >= line_red, false)::integer
        as between_lines,
    coalesce(is_closed and has_two and has_lines and latest < line_red and latest < line_green, false)::integer
        as negative_zone,
    coalesce(is_closed and has_two and has_lines and closing_type = 'unplanned' and latest < line_green, false)::integer
        as dropout
from asked cross join exports
order by client, episode
