-- one row per day, file and group its sessions count in, as held() of one team and period, but of every cell at once
CREATE TEMP MACRO held(for_team, first_day, last_day) AS TABLE
SELECT * FROM held_day;
