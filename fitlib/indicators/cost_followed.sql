-- one row per group: closed episodes whose follow-up time has passed, those after which the client began another one in time
-- (another episode of the same client with a first session or a recorded visit after the closing)
with begun as (
    select client, episode, min(day) as day
    from (
        select client, episode, session_date as day from measurement
        union all
        select client, episode, visit_date from visit where episode is not null
    )
    group by client, episode
),
followed as (
    select c.grp, c.episode, bool_or(
        b.day > c.counted_on and b.day - c.counted_on <= constant('cost.follow_on.days')
    ) as k
    from cohort($team, $first, $last) c left join begun b on b.client = c.client and b.episode <> c.episode
    where c.status = 'closed' and (select data_date from store_info) - c.counted_on >= constant('cost.follow_on.days')
    group by c.grp, c.episode
)
select grp, count(*) filter (coalesce(k, false)) as k, count(*) as n from followed group by grp
