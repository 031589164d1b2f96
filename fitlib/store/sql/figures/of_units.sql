-- one row per unit and team of it: a row of the store counts in every unit that its team is of
CREATE TEMP TABLE asked AS SELECT unnest($teams::VARCHAR[]) AS team, unnest($units::VARCHAR[]) AS called;
