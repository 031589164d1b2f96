-- one row per closed episode after which its client began another one in time
-- (another episode of the same client with a first session or a recorded visit after the closing)
CREATE TEMP MACRO followed() AS TABLE
WITH begun AS (
    SELECT client, episode, min(day) AS day
    FROM (
        SELECT client, episode, session_date AS day FROM measurement
        UNION ALL
        SELECT client, episode, visit_date FROM visit WHERE episode IS NOT NULL
    )
    GROUP BY client, episode
)
SELECT DISTINCT closed.episode
FROM episode AS closed JOIN begun ON begun.client = closed.client AND begun.episode <> closed.episode
WHERE closed.status = 'closed' AND begun.day > closed.counted_on
    AND begun.day - closed.counted_on <= constant('cost.follow_on.days');
