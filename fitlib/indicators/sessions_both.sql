-- one row per group: sessions held in the period, those with the client's own ORS and SRS
with held as (
    select episode, session_no, any_value(age_group) as age_group, any_value(source) as source,
        bool_or(rater = 'self' and ors is not null and srs is not null) as counted
    from measurement
    where (team = $team or $team = 'all') and session_date between $first and $last
    group by episode, session_no
),
grouped as (select unnest(['all', age_group, 'export:' || source]) as grp, counted from held)
select grp, count(*) filter (counted) as k, count(*) as n
from grouped
group by grp
