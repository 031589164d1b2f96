-- one row per kept figure: of which unit (a digest of its teams), period, card and group, in the order of the page
CREATE TABLE figure AS SELECT unit, period, place, name, grp, value, k, n, low, high FROM brought ORDER BY place;
