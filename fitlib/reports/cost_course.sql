-- one row per month with a recorded visit: its first day, visits, those missed or cancelled (as the card cost_not_held)
SELECT date_trunc('month', visit_date)::DATE AS month, count(*) FILTER (state <> 'held') AS k, count(*) AS n
FROM visit
WHERE (team = $team OR $team = 'all') AND visit_date BETWEEN $first AND $last
GROUP BY month
