"""Why a figure is hidden: keys of `release.reason.*`."""

SMALL_GROUP, FEW_VALUES, COVERAGE, TOO_CLOSE = "small_group", "few_values", "coverage", "too_close"
ONE_PAYER = "one_payer"
UNDER_TENTH, OVER_NINETY = "under_tenth", "over_ninety"
EDGES = (UNDER_TENTH, OVER_NINETY)
