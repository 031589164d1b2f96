-- one row per client with a held visit in the period (everybody), and whether an ORS of the period is there
select
    client, client as case_key, null::varchar as age_group, null::varchar as export,
    1 as visited_clients, measured::integer as reached_clients
from reached($team, $first, $last)
order by client
