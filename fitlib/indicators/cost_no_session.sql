-- one row per group (everybody): held visits whose episode is in the scores, those on a day without a session
select grp, count(*) filter (not with_session) as k, count(*) as n
from recorded($team, $first, $last)
where linked and state = 'held'
group by grp
