-- one row per episode and group it counts in, as cohort() of one team and period, but of every cell at once
CREATE TEMP MACRO cohort(for_team, first_day, last_day) AS TABLE
SELECT *, grp_all AS grp FROM counted
UNION ALL SELECT *, grp_age FROM counted WHERE grp_age IS NOT NULL
UNION ALL SELECT *, grp_export FROM counted WHERE grp_export IS NOT NULL;
