"""GATE IN, the pseudonyms: a keyed hash of an id, the same for the same id in every file of one organisation.

pid = "v1_" + base32(HMAC-SHA256(key, "fit-pseudo␟v1␟<idtype>␟<normal id>")[0:16]), ␟ = U+001F, no padding, lower case.
Source: the project's pseudonym rule and its vectors (tests/unit/intake/test_pseudonym.py).
"""

import hmac
import unicodedata
from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from fitlib.errors import InputRefused
from fitlib.intake import hetu

VERSION = "v1"
UNIT = "\x1f"
LENGTH = 16
PLAIN = r"^[!-~␟]+$"  # normal but for its case: most ids, and changing case is done for all of them at once
LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))


def normal(raw: str) -> str:
    """The id as it is hashed: NFKC, no white space, dashes and minus signs as "-", upper case."""
    text = raw if raw.isascii() else unicodedata.normalize("NFKC", raw).translate(DASHES)
    return "".join(text.split()).upper()


def pseudonym(key: bytes, idtype: str, raw: str) -> str:
    """The pseudonym of one id.

    Takes: the organisation's key, the id type ("hetu", "openfit_id", "case_id", "worker_id", "rater_id"), the id.
    Raises: InputRefused for an empty id or a hetu that cannot exist; the message never holds the id.
    """
    found = normal(raw)
    if not found or (idtype == "hetu" and not hetu.exists(found)):
        raise InputRefused("intake_id", idtype=idtype)
    return _pseudonyms(key, [(idtype, found)])[0]


def client_idtype(found: str) -> str | None:
    """The id type of a client's normal id: "hetu" by its form, else "openfit_id"; None where the hetu cannot exist."""
    if not hetu.has_form(found):
        return "openfit_id"
    return "hetu" if hetu.exists(found) else None


class Coder:
    """The ids of one column of a file as small numbers, and in the end as pseudonyms.

    Takes: `idtype` gives the id type of a normal id, or None where no pseudonym may be made of it.
    """

    def __init__(self, idtype: Callable[[str], str | None]) -> None:
        self._idtype = idtype
        self._codes: dict[tuple[str, str], int] = {}

    def codes(self, raw: pl.Series) -> pl.Series:
        """One number per id, null where it is missing or must not pass; equal ids have equal numbers in all chunks."""
        distinct = raw.unique(maintain_order=True).drop_nulls()
        ways = zip(distinct, distinct.str.to_uppercase(), distinct.str.contains(PLAIN), strict=True)
        found = [self._code(upper if plain else normal(one)) for one, upper, plain in ways]
        return raw.replace_strict(distinct, found, default=None, return_dtype=pl.Int32)

    def _code(self, found: str) -> int | None:
        idtype = self._idtype(found) if found else None
        return None if idtype is None else self._codes.setdefault((idtype, found), len(self._codes))

    def names(self, codes: pl.Series) -> pl.Series:
        """Id type and normal id of each number, for an id that is an id within this one."""
        return pl.Series(codes.name, [f"{idtype}:{found}" for idtype, found in self._codes], dtype=pl.String).gather(
            codes
        )

    def pseudonyms(self, key: bytes, codes: pl.Series) -> pl.Series:
        """The pseudonym of each number that `codes` gave."""
        return pl.Series(codes.name, _pseudonyms(key, list(self._codes)), dtype=pl.String).gather(codes)


def _pseudonyms(key: bytes, ids: Sequence[tuple[str, str]]) -> list[str]:
    digests = b"".join(
        hmac.digest(key, UNIT.join(("fit-pseudo", VERSION, *one)).encode(), "sha256")[:LENGTH] for one in ids
    )
    return [f"{VERSION}_{text}" for text in _base32(digests, len(ids))]


def _base32(digests: bytes, count: int) -> list[str]:
    """Base32 of RFC 4648 of all digests at once: five bits a letter, the last letter padded with zero bits."""
    bits = np.unpackbits(np.frombuffer(digests, dtype=np.uint8).reshape(count, LENGTH), axis=1)
    padded = np.pad(bits, ((0, 0), (0, -bits.shape[1] % 5)))
    fives = padded.reshape(count, padded.shape[1] // 5, 5) @ np.array([16, 8, 4, 2, 1], dtype=np.uint8)
    return [row.tobytes().decode("ascii") for row in LETTERS[fives]]
