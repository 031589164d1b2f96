"""What mother, father and teacher say of an invented child: rows beside the child's own, never pooled with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fitlib.synthetic.chance import Chance
from fitlib.synthetic.organisation import Episode, Recipe
from fitlib.synthetic.scores import Items, bounded, split, tenths


@dataclass(frozen=True)
class Rated:
    """One other person's rating at one session; `above` (tenths) is how much better that person sees things."""

    session_no: int
    rater: str
    above: int
    ors: Items


def collateral(rows: Recipe, seed: int, episode: Episode) -> Iterator[Rated]:
    """The other people's ratings of one episode; none where the team does not ask them or the client is grown up."""
    if not episode.team.get("collateral") or episode.age_group == "adult":
        return
    for person in rows["collateral"]:
        yield from _person(rows, person, Chance("collateral", seed, episode.number, person["rater"]), episode)


def _person(rows: Recipe, person: dict[str, Any], chance: Chance, episode: Episode) -> Iterator[Rated]:
    above = tenths(person["above"]) + chance.normal(tenths(rows["noise_ors"]))
    for session_no, session in enumerate(episode.sessions, start=1):
        if chance.happens(person["sessions"]):
            total = bounded(session.true_ors + above + chance.normal(tenths(rows["noise_ors"])))
            yield Rated(session_no, person["rater"], above, split(total, chance, tenths(rows["item_spread"])))
