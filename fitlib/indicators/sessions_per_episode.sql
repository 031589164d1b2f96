-- one row per group: sessions of each closed episode
select grp, count(*) as n, avg(sessions) as mean, sd(sessions) as sd
from cohort($team, $first, $last)
where status = 'closed'
group by grp
