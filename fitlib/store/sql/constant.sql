-- one row per nothing: the value of a reference constant; an unknown name is an error, never a silent null
CREATE TEMP MACRO constant(wanted) AS
    CASE WHEN wanted IS NOT NULL THEN
        coalesce(getvariable('constants')[wanted], error('reference_unknown: ' || wanted))
    END;
