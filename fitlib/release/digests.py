"""Whom a set counts, as the ledger of releases keeps them: keyed digests of rows and clients instead of pseudonyms."""

import hmac
from typing import NamedTuple

import numpy as np
import polars as pl

from fitlib.indicators.people import Counted
from fitlib.release.groups import Group

DIGEST = 8


class Owners(NamedTuple):
    """The owners of a group, which of them have digests by now, and those. The frame stays, so that its id does."""

    frame: pl.DataFrame
    made: np.ndarray
    rows: np.ndarray
    clients: np.ndarray


def digest(key: bytes, name: str) -> int:
    """A client or row in the ledger: eight bytes of a keyed hash of its pseudonym."""
    return int.from_bytes(hmac.digest(key, name.encode(), "sha256")[:DIGEST], "big")


class Digests:
    """The digests of one page: of a group's owners each is made once, when it is first counted."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._known: dict[str, int] = {}
        self._owners: dict[int, Owners] = {}

    def group(self, counted: Counted) -> Group:
        """What is counted, in the order of its digests."""
        owners, places = counted
        if id(owners) not in self._owners:
            made = np.zeros(owners.height, dtype=bool)
            rows, clients = (np.zeros(owners.height, dtype=np.uint64) for _ in range(2))
            self._owners[id(owners)] = Owners(owners, made, rows, clients)
        of = self._owners[id(owners)]
        new = places[~of.made[places]]
        if new.size:
            of.made[new], of.rows[new] = True, self._hashed(owners["row_key"].gather(new))
            of.clients[new] = self._hashed(owners["client"].gather(new))
        order = places[np.argsort(of.rows[places])]
        return Group(of.rows[order], of.clients[order])

    def _hashed(self, names: pl.Series) -> list[int]:
        names = names.to_list()
        self._known |= {name: digest(self._key, name) for name in names if name not in self._known}
        return [self._known[name] for name in names]
