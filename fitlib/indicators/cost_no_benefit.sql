-- one row per group: closed episodes with a held visit, those ended by agreement before the planned number of visits while
-- the curve had shown no early change: enough ORS, less than half a reliable change, still below the cutoff
select grp, count(*) as n, count(*) filter (
    closing_type = 'planned' and visits < constant('cost.planned.visits')
    and n_ors >= constant('pattern.no_early_change.points')
    and 2 * (latest - intake) < tenths('rci.convention') and latest < cutoff
) as k
from visited($team, $first, $last)
group by grp
