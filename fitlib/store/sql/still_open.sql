-- one row per episode that is not closed: it counts on the day that the data reach to by now
UPDATE fit.main.episode SET counted_on = (SELECT data_date FROM store_info)
WHERE status <> 'closed' AND counted_on IS DISTINCT FROM (SELECT data_date FROM store_info);
