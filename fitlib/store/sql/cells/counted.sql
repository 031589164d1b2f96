-- one row per episode and cell it counts in, with the numbers of its groups there: text is compared once, not by each card
CREATE TEMP TABLE counted AS
WITH place AS (
    SELECT cell, team, age_group, source, counted_on FROM episode JOIN cell USING (team)
    WHERE counted_on BETWEEN begins AND ends
    GROUP BY ALL
),
several AS (SELECT cell FROM place GROUP BY cell HAVING count(DISTINCT source) > 1),
numbered AS (
    SELECT place.*, tenths('cutoff.ors.' || age_group) + tenths('cutoff.margin') AS cutoff, every.grp AS grp_all, age.grp AS grp_age, export.grp AS grp_export
    FROM place
    JOIN cell_group AS every ON every.cell = place.cell AND every.name = 'all'
    LEFT JOIN cell_group AS age ON age.cell = place.cell AND age.name = age_group
    LEFT JOIN several ON several.cell = place.cell
    LEFT JOIN cell_group AS export ON export.cell = several.cell AND export.name = 'export:' || source
)
SELECT
    cell, grp_all, grp_age, grp_export, cutoff,
    episode.* EXCLUDE (worker, ors_form, srs_form, case_date, service, source, latest_srs, intake_total_only)
FROM episode JOIN numbered USING (team, counted_on, source)
WHERE episode.age_group IS NOT DISTINCT FROM numbered.age_group;
