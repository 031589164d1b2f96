"""The ids of a file: small numbers while it is read, and in the end pseudonyms.

A column's different texts are numbered as they come; which of them are one id, spelled in two ways, is seen at the end.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fitlib.intake.distinct import Numbering
from fitlib.intake.pseudonym import LENGTH, UNIT, client_idtypes, digests, names, normals

INSIDE_OF = "␟"  # no space, so that normalising an id keeps it: A1 with J12 is not A11 with J2
CASE = "case_id"  # the case by itself: clients of one case, a couple or a family, share it
PART = 100_000
NONE = 2**32 - 1


class Ids(Protocol):
    """The ids of one column of a file, `count` of them, by number."""

    @property
    def count(self) -> int:
        """How many numbers there are."""
        ...

    def ids(self, numbers: pl.Series) -> pl.Series:
        """Id type and normal id of each number, a UNIT between; null where nothing is left of it."""
        ...


@dataclass(frozen=True)
class Told:
    """The ids of a column by itself. `personal`: one in the form of a hetu is one, and passes only if it can exist."""

    idtype: str
    numbering: Numbering
    personal: bool = False

    @property
    def count(self) -> int:
        return self.numbering.count

    def ids(self, numbers: pl.Series) -> pl.Series:
        return self.typed(self.texts(numbers), UNIT)

    def texts(self, numbers: pl.Series) -> pl.Series:
        """As the file gives them, without outer spaces."""
        return self.numbering.texts(numbers).str.strip_chars()

    def holds(self, sign: str) -> bool:
        """True where any of the texts has this sign."""
        return any(self.numbering.texts(part).str.contains(sign, literal=True).any() for part in _parts(0, self.count))

    def names(self, numbers: pl.Series) -> pl.Series:
        """Id type and normal id of each, for an id that is an id within this one."""
        return self.typed(self.texts(numbers), ":")

    def typed(self, raw: pl.Series, separator: str) -> pl.Series:
        """Id type and normal id; null where nothing is left of it, or it must not pass."""
        ids = normals(raw)
        types = client_idtypes(ids, self.idtype) if self.personal else pl.lit(self.idtype)
        return pl.select(pl.concat_str(types, ids, separator=separator)).to_series()


@dataclass(frozen=True)
class Within:
    """Ids that are ids within others: a case of two clients is one episode for each of them.

    `parts`: a row per id with the number or value of each column that it is made of, its own last.
    `told`: those of these columns that hold numbers of ids.
    """

    idtype: str
    parts: pl.DataFrame
    told: Mapping[str, Told]

    @property
    def count(self) -> int:
        return self.parts.height

    def ids(self, numbers: pl.Series) -> pl.Series:
        *outer, own = self.parts.select(pl.all().gather(numbers)).get_columns()
        within = [self._name(one).fill_null("") for one in outer]
        whole = pl.select(pl.concat_str([*within, self.told[own.name].texts(own)], separator=INSIDE_OF)).to_series()
        return pl.select(pl.concat_str(pl.lit(self.idtype), normals(whole), separator=UNIT)).to_series()

    @property
    def apart(self) -> bool:
        """True where no two rows can be the same id: all that they are made of are ids, none with the sign between."""
        return all(one in self.told and not self.told[one].holds(INSIDE_OF) for one in self.parts.columns)

    def _name(self, one: pl.Series) -> pl.Series:
        return self.told[one.name].names(one) if one.name in self.told else one.cast(pl.String)


def hashes(ids: Ids) -> pl.Series:
    """A hash of each id by its number."""
    return pl.concat([pl.Series([], dtype=pl.UInt64), *(ids.ids(part).hash() for part in _parts(0, ids.count))])


def first_of_equal(ids: Ids, hashes: pl.Series) -> pl.Series | None:
    """Of each number the first one that is the same id; None where no two are. Takes: equal hashes for equal ids."""
    ordered = hashes.sort()
    if not (ordered == ordered.shift(1)).any():
        return None
    numbers = hashes.is_duplicated().arg_true()
    alike = ids.ids(numbers).to_frame("id").with_columns(number=numbers.cast(pl.UInt32))
    first = alike.select(pl.col("number").first().over("id")).to_series()
    return pl.int_range(ids.count, dtype=pl.UInt32, eager=True).scatter(numbers, first)


def numbered(parts: pl.DataFrame) -> tuple[pl.Series, pl.DataFrame]:
    """The number of each row, equal for equal rows, and one row per number.

    Takes: columns that are numbers of 32 bits below.
    """
    number, *others = [parts[one].to_physical().cast(pl.UInt32).fill_null(NONE) for one in parts.columns]
    for other in others:
        number = (number.cast(pl.UInt64) * (NONE + 1) + other).rank("dense").cast(pl.UInt32) - 1
    some = np.empty((number.max() or 0) + 1 if len(number) else 0, dtype=np.uint32)
    some[number.to_numpy()] = np.arange(len(number), dtype=np.uint32)
    return number, parts.select(pl.all().gather(pl.Series(some)))


@dataclass(frozen=True)
class Pseudonyms:
    """The pseudonyms of a column by number, as digests: a third of the memory of their names. `missing` have none."""

    digests: NDArray[np.uint8]
    missing: NDArray[np.bool_]

    def of(self, numbers: pl.Series) -> pl.Series:
        """The pseudonym of each number; one that comes more than once is written out once."""
        low, high = numbers.min(), numbers.max()
        if low is None or high is None:
            return pl.repeat(None, numbers.len(), dtype=pl.String, eager=True)
        wanted, place = np.zeros(high - low + 1, dtype=bool), np.empty(high - low + 1, dtype=np.uint32)
        wanted[numbers.drop_nulls().to_numpy().astype(np.uint32) - np.uint32(low)] = True
        which = np.flatnonzero(wanted)
        place[which] = np.arange(len(which), dtype=np.uint32)
        found = names(self.digests[low + which])
        if (none := np.flatnonzero(self.missing[low + which])).size:
            found = found.scatter(none, None)
        return found.gather(pl.Series(place).gather(numbers.cast(pl.UInt32) - low))

    @property
    def hashes(self) -> pl.Series:
        """A hash of each id by its number: the first bytes of its digest."""
        return pl.Series(np.ascontiguousarray(self.digests[:, :8]).view(np.uint64).ravel())


class Naming:
    """Makes the pseudonyms of ids while more of them come.

    Takes: `beside`, a thread of its own, since hashing is one thread's work and reading that of others.
    """

    def __init__(self, key: bytes, ids: Ids, beside: Executor) -> None:
        self._key, self._ids, self._beside = key, ids, beside
        self._made: list[Future[Pseudonyms]] = []
        self._count = 0

    def go_on(self) -> None:
        """Begin with the ids that are new."""
        parts = list(_parts(self._count, self._ids.count))
        self._made += [self._beside.submit(self._named, part) for part in parts]
        self._count = self._ids.count

    def result(self) -> Pseudonyms:
        """The pseudonyms of all."""
        self.go_on()
        made = [Pseudonyms(np.empty((0, LENGTH), np.uint8), np.empty(0, bool)), *(one.result() for one in self._made)]
        return Pseudonyms(np.concatenate([one.digests for one in made]), np.concatenate([one.missing for one in made]))

    def _named(self, part: pl.Series) -> Pseudonyms:
        texts = self._ids.ids(part)
        return Pseudonyms(digests(self._key, texts.fill_null("")), texts.is_null().to_numpy())


def _parts(first: int, count: int) -> Iterator[pl.Series]:
    for at in range(first, count, PART):
        yield pl.int_range(at, min(at + PART, count), dtype=pl.UInt32, eager=True)
