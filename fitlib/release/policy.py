"""What an audience may see, from the reference rows audience.<name>.*."""

from dataclasses import dataclass, fields

from fitlib.errors import NotReleased
from fitlib.reference import Reference

ROWS = "audience"


@dataclass(frozen=True)
class Policy:
    """Smallest counts and bases, rounding, and whether exports and one case's curve may be told apart."""

    minimum_n: int
    mean_n: int
    percent_n: int
    median_n: int
    quartile_n: int
    round_to: int
    mean_decimals: int
    export_groups: bool
    curves: str
    base_step: int
    edge_n: int
    percent_step: float
    percent_fine_n: int
    money_step: int
    money_two_share: float
    money_rest_share: float
    ledger: bool
    extract_n: int
    extract_kinds: int
    worker_level: bool


def audiences(reference: Reference) -> tuple[str, ...]:
    """The audiences that have a policy."""
    return tuple(sorted({name.split(".")[0] for name in reference.under(ROWS)}))


def policy(audience: str, reference: Reference) -> Policy:
    """The policy of an audience.

    Raises: NotReleased for an audience that has none, ReferenceMissing for a missing row.
    """
    if audience not in audiences(reference):
        raise NotReleased("audience_unknown", audience=audience, known=", ".join(audiences(reference)))
    return Policy(*(reference[f"{ROWS}.{audience}.{field.name}"] for field in fields(Policy)))
