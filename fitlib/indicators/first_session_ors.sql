-- one row per group: episodes of the cohort, those with the client's own ORS at the first session
with measured as (
    select distinct episode, session_date from measurement where rater = 'self' and ors is not null
)
select c.grp, count(m.episode) as k, count(*) as n
from cohort($team, $first, $last) c
join episode e on e.episode = c.episode
left join measured m on m.episode = c.episode and m.session_date = e.first_session
group by c.grp
