-- one row per group: different clients in the cohort, each counted in the groups of the latest episode
with latest as (
    select client, arg_max(episode, (last_session, episode)) as episode
    from cohort($team, $first, $last)
    where grp = 'all'
    group by client
)
select c.grp, count(*) as k
from cohort($team, $first, $last) c
join latest l on l.episode = c.episode
group by c.grp
