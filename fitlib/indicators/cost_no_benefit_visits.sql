-- one row per group: held visits of each episode that ended early by agreement with no early change, mean and spread
select grp, count(*) as n, avg(visits) as mean, sd(visits) as sd
from visited($team, $first, $last)
where closing_type = 'planned' and visits < constant('cost.planned.visits')
    and n_ors >= constant('pattern.no_early_change.points')
    and 2 * (latest - intake) < tenths('rci.convention') and latest < cutoff
group by grp
