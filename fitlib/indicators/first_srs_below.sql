-- one row per group: episodes with an own SRS, those whose first is below the cutoff of the age group
select grp, count(*) filter (first_srs < tenths('cutoff.srs.' || age_group)) as k, count(first_srs) as n
from cohort($team, $first, $last)
where n_ors > 0 and first_srs is not null
group by grp
