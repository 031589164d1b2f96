-- one row per team asked for and what it is called here; without names, every team
CREATE TEMP TABLE asked AS
SELECT team, CASE WHEN $merged THEN 'all' ELSE team END AS called
FROM (SELECT team FROM fit.main.episode UNION SELECT team FROM fit.main.visit)
WHERE len($teams::VARCHAR[]) = 0 OR team IN (SELECT unnest($teams::VARCHAR[]));
