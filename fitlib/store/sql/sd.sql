-- one row per nothing: standard deviation (n - 1) of whole numbers, exact until the last step whatever the order of rows
CREATE TEMP MACRO sd(x) AS
    sqrt((count(x) * sum(x::BIGINT * x) - sum(x)::HUGEINT * sum(x)) / nullif(count(x)::DOUBLE * (count(x) - 1), 0));
