"""The erasure list: who is never in the data again, also when an old export or a backup brings them.

The list holds no pseudonym, only its HMAC with a salt of the list: it tells whether a pseudonym that is brought is on
it, and nothing to who does not have one. It needs no key, so it outlives keys and goes with every backup.
"""

import hmac
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from fitlib.errors import StoreMissing
from fitlib.store.home import Home, settle


@dataclass(frozen=True)
class List:
    """Who is erased: (digest, day). `pending`: files may still have rows of somebody on it."""

    salt: str
    people: tuple[tuple[str, str], ...] = ()
    pending: bool = False

    def has(self, person: str) -> bool:
        """True where this pseudonym is on the list."""
        return self.digest(person) in {digest for digest, _ in self.people}

    def digest(self, person: str) -> str:
        """What the list holds of a pseudonym."""
        return hmac.digest(bytes.fromhex(self.salt), person.encode(), "sha256").hex()

    def of(self, people: Collection[str]) -> list[str]:
        """Those of these pseudonyms that are on the list."""
        known = {digest for digest, _ in self.people}
        return [person for person in people if self.digest(person) in known] if known else []


def read(home: Home) -> tuple[List, ...]:
    """The erasure lists of a home: its own first, then those that came with restored backups."""
    return parse(home.erased.read_text("utf-8")) if home.erased.exists() else ()


def parse(text: str) -> tuple[List, ...]:
    """Erasure lists as their file holds them. Raises: StoreMissing where it holds something else."""
    try:
        return tuple(
            List(one["salt"], tuple(map(tuple, one["people"])), bool(one["pending"])) for one in json.loads(text)
        )
    except (ValueError, KeyError, TypeError):
        raise StoreMissing("store_damaged", file="erased.json") from None


def is_pending(home: Home) -> bool:
    """True where an erasure was cut short, or a list has come that was never applied."""
    return any(one.pending for one in read(home))


def on(lists: Sequence[List], people: Collection[str]) -> list[str]:
    """Those of these pseudonyms that are on one of the lists."""
    return sorted({person for one in lists for person in one.of(people)})


def merge(home: Home, lists: Sequence[List], pending: bool = True) -> None:
    """Add lists of another home or time; `pending`: to be applied before anybody reads. The caller holds the lock."""
    by_salt = {one.salt: one for one in read(home)}
    for one in lists:
        known = by_salt.get(one.salt, List(one.salt))
        people = tuple(dict.fromkeys((*known.people, *one.people)))
        by_salt[one.salt] = List(one.salt, people, pending=pending or known.pending)
    if by_salt:
        write(home, list(by_salt.values()))


def write(home: Home, lists: Sequence[List]) -> None:
    """Put the lists into their place; the first is the home's own."""
    made = home.staging / home.erased.name
    made.write_text(json.dumps([asdict(one) for one in lists], indent=1) + "\n", "utf-8")
    settle(made, home.erased)
