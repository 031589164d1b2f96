"""GATE IN, the pseudonyms: a keyed hash of an id, the same for the same id in every file of one organisation.

pid = "v1_" + base32(HMAC-SHA256(key, "fit-pseudo␟v1␟<idtype>␟<normal id>")[0:16]), ␟ = U+001F, no padding, lower case.
Source: the project's pseudonym rule and its vectors (tests/unit/intake/test_pseudonym.py).
"""

import hashlib
import io
import unicodedata

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fitlib.errors import InputRefused
from fitlib.intake import hetu

VERSION = "v1"
UNIT = "\x1f"
LENGTH, BLOCK = 16, 64
PLAIN = r"^[!-~␟]+$"  # normal but for its case: most ids, and changing case is done for all of them at once
LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)
TEN = 10  # bits that two letters tell
PAIRS = np.column_stack([np.repeat(LETTERS, len(LETTERS)), np.tile(LETTERS, len(LETTERS))]).view(np.uint16)[:, 0]
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
    return names(digests(key, pl.Series([f"{idtype}{UNIT}{found}"])))[0]


def client_idtype(found: str) -> str | None:
    """The id type of a client's normal id: "hetu" by its form, else "openfit_id"; None where the hetu cannot exist."""
    if not hetu.has_form(found):
        return "openfit_id"
    return "hetu" if hetu.exists(found) else None


def client_idtypes(ids: pl.Series, usual: str) -> pl.Series:
    """The id type of each client's normal id; null where it must not pass."""
    types = pl.repeat(usual, ids.len(), dtype=pl.String, eager=True)
    at = ids.str.contains(hetu.WHOLE).fill_null(False).arg_true()
    return types.scatter(at, [client_idtype(one) for one in ids.gather(at)]) if at.len() else types


def normals(raw: pl.Series) -> pl.Series:
    """The normal form of each id, null where nothing is left of it."""
    found = raw.str.to_uppercase()
    at = (~raw.str.contains(PLAIN)).fill_null(False).arg_true()
    return found.scatter(at, [normal(one) or None for one in raw.gather(at)]) if at.len() else found


def digests(key: bytes, ids: pl.Series) -> NDArray[np.uint8]:
    """What the names of pseudonyms tell: LENGTH bytes for each id.

    Takes: id type and normal id with a UNIT between. Rule: HMAC-SHA256 by its two hashes (RFC 2104), each begun once:
    half the work of a call for every id.
    """
    padded = key.ljust(BLOCK, b"\0")
    inner, outer = (hashlib.sha256(bytes(one ^ pad for one in padded)).copy for pad in (0x36, 0x5C))
    found = []
    for text in (UNIT.join(("fit-pseudo", VERSION, "")) + ids).cast(pl.Binary).to_list():
        within, around = inner(), outer()
        within.update(text)
        around.update(within.digest())
        found.append(around.digest())
    return np.frombuffer(b"".join(found), dtype=np.uint8).reshape(len(found), -1)[:, :LENGTH].copy()


def names(digests: NDArray[np.uint8]) -> pl.Series:
    """Base32 of RFC 4648 of all digests at once: two letters for ten bits, the last letter padded with zero bits."""
    count = len(digests)
    if not count:
        return pl.Series([], dtype=pl.String)
    signs = np.zeros((count, LENGTH + 1), dtype=np.uint16)
    signs[:, :LENGTH] = digests
    pairs = np.empty((count, -(-8 * LENGTH // TEN)), dtype=np.uint16)
    for place in range(pairs.shape[1]):
        at, over = divmod(TEN * place, 8)
        bits = (signs[:, at] << 8 | signs[:, at + 1]) >> (16 - TEN - over)
        pairs[:, place] = PAIRS[bits & (1 << TEN) - 1]
    letters = np.full((count, len(VERSION) + 1 + 2 * pairs.shape[1] + 1), ord("\n"), dtype=np.uint8)
    letters[:, : len(VERSION) + 1] = np.frombuffer(f"{VERSION}_".encode(), dtype=np.uint8)
    letters[:, len(VERSION) + 1 : -1] = pairs.view(np.uint8)
    return pl.read_lines(io.BytesIO(letters.tobytes())).to_series()
