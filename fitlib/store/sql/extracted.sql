-- one row per row of these teams, as readers see it
SELECT * FROM {table} WHERE list_contains($teams, team);
