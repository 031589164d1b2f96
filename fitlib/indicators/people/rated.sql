-- one row per episode of the period and rater other than the client: whose it is, and who has rated
select
    one.client, episode as row_key, coalesce(one.case_id, episode) as case_key, rater as age_group, one.counted_on as day,
    null::varchar as export, 1 as rated
from curve join (select episode, client, case_id, team, counted_on from episode) as one using (episode)
where rater <> 'self' and one.counted_on between $first and $last
    and ($teams::varchar[] is null or list_contains($teams::varchar[], one.team))
order by rater, episode
