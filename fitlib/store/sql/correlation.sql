-- one row per nothing: correlation of whole numbers that are both there, exact until the last step as sd(); null without spread
CREATE TEMP MACRO correlation(x, y) AS
    least(1, greatest(-1, (count(*) * sum(x::BIGINT * y) - sum(x)::HUGEINT * sum(y)) / nullif(sqrt(
        (count(*) * sum(x::BIGINT * x) - sum(x)::HUGEINT * sum(x))::DOUBLE
        * (count(*) * sum(y::BIGINT * y) - sum(y)::HUGEINT * sum(y))
    ), 0)));
