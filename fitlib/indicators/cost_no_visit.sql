-- one row per group (everybody): sessions of the period in episodes with visits, those without one on that day
with sessions as (
    select distinct episode, session_date from measurement
    where (team = $team or $team = 'all') and session_date between $first and $last
        and episode in (select episode from visit where episode is not null)
),
held as (select distinct episode, visit_date from visit where state = 'held')
select 'all' as grp, count(*) - count(h.episode) as k, count(*) as n
from sessions s
left join held h on h.episode = s.episode and h.visit_date = s.session_date
