-- one row per group (everybody): episodes with a session or a recorded visit in the period, those among the visits only
with seen as (
    select episode from measurement
    where (team = $team or $team = 'all') and session_date between $first and $last
    union
    select episode from visit
    where (team = $team or $team = 'all') and visit_date between $first and $last and episode is not null
),
linked as (
    select episode, episode in (select episode from measurement) as s,
        episode in (select episode from visit where episode is not null) as v
    from seen
)
select 'all' as grp, count(*) filter (v and not s) as k, count(*) as n from linked
