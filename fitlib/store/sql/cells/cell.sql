-- one row per team and period asked for: a cell of the review
CREATE TEMP TABLE cell AS
WITH period AS (
    SELECT unnest($names::VARCHAR[]) AS period, unnest($firsts::DATE[]) AS begins, unnest($lasts::DATE[]) AS ends
),
team AS (SELECT team FROM episode UNION SELECT team FROM visit)
SELECT row_number() OVER (ORDER BY team, period)::INTEGER AS cell, * FROM team CROSS JOIN period;
