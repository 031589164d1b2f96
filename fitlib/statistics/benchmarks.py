"""How an effect size may be read: whether there are episodes enough, and the benchmark of therapy beside it."""

from fitlib.reference import Reference

NOTHING, TENTATIVE, FULL = "nothing", "tentative", "full"
BELOW, EFFECTIVE, HIGHLY = "below_benchmark", "effective", "highly_effective"
NOT_COMPARABLE = "not_comparable"


def standing(n: int, reference: Reference) -> str:
    """Whether an effect size of n episodes is shown: nothing, tentative ("viitteellinen") or full with its interval.

    Rule: below effect.least_n nothing, below effect.tentative_n tentative.
    """
    if n < reference["effect.least_n"]:
        return NOTHING
    return TENTATIVE if n < reference["effect.tentative_n"] else FULL


def benchmark(effect: float, mean_first: float, cutoff: float, reference: Reference) -> str:
    """Band of an effect size among published therapy outcomes; a key of words, `statistics.benchmark.*`.

    Takes: effect size, mean first score and cutoff in one unit. Rule: effective from .5, highly effective above .8;
    not comparable where the mean starts at or above the line, as in much of social work. Never a pass mark.
    """
    if mean_first >= cutoff:
        return NOT_COMPARABLE
    if effect > reference["effect.benchmark.highly_effective"]:
        return HIGHLY
    return EFFECTIVE if effect >= reference["effect.benchmark.effective"] else BELOW
