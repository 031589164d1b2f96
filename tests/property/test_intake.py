"""Whatever the file: every row is accounted for, the order of rows does not matter, and no error is without a name."""

import random
import tempfile
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fitlib.errors import InputRefused
from fitlib.intake import SCHEMAS, read
from tests.unit.intake.rows import KEY, NO_ORS, NO_SRS, TODAY, answers, lines, session, text, visit

QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
SIGNS = [
    '"',
    '""',
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\u00a0",
    "NA",
    "ä",
    "0",
    "-",
    "–",
    "\x02",
    "=",
    "'",
    "\ufeff",
    "٣",
]
POINTS = st.integers(0, 100).map(lambda tenths: f"{tenths // 10}.{tenths % 10}")
FOUR = st.tuples(POINTS, POINTS, POINTS, POINTS)
GARBAGE = st.sampled_from(
    ["", "x", "10.1", "-1", "5,5", "NA", "2024-02-30", "Total", "010190-999A", "\u00a0", "9" * 40]
)


@st.composite
def sessions(draw: st.DrawFn) -> dict[str, str]:
    """A session that is right, or with one cell changed to something else."""
    row = session(draw(st.integers(1, 4)), case=str(draw(st.integers(1, 3))))
    row |= dict(zip(NO_ORS, draw(FOUR), strict=True)) | dict(zip(NO_SRS, draw(FOUR), strict=True))
    if draw(st.booleans()):
        row[draw(st.sampled_from(sorted(row)))] = draw(GARBAGE)
    return row


def take(content: bytes, name: str = "export.csv"):
    """What intake makes of these bytes; None where it refuses the file. Any other exception fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        try:
            return read(file, KEY, TODAY)
        except InputRefused:
            return None


def accounted(found) -> bool:
    """Every row is kept, refused or a duplicate, and each refused line is named once."""
    lines_ = found.refused["line"]
    return (
        found.rows == found.rows_kept + found.refused.height + found.duplicates
        and lines_.n_unique() == lines_.len()
        and not set(lines_) & set(found.kept["line"])
        and found.kept.schema == SCHEMAS[found.kind]
    )


@QUIET
@given(st.lists(sessions(), min_size=1, max_size=12))
def test_every_row_is_kept_refused_or_a_duplicate(rows):
    found = take(text(rows).encode())
    assert found.rows == len(rows)
    assert accounted(found)
    assert found.kept.select("episode", "session_no", "rater").is_unique().all()


@QUIET
@given(st.lists(sessions(), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, chance):
    mixed = rows.copy()
    chance.shuffle(mixed)
    one, other = take(text(rows).encode()), take(text(mixed).encode())
    key = ["episode", "session_no", "rater"]
    assert one.kept.drop("line").sort(key).equals(other.kept.drop("line").sort(key))
    assert sorted(one.refused["rule"]) == sorted(other.refused["rule"])
    assert one.duplicates == other.duplicates


@QUIET
@given(st.lists(sessions(), min_size=1, max_size=6))
def test_what_is_kept_obeys_the_scales(rows):
    kept = take(text(rows).encode()).kept
    for scale in ("ors", "srs"):
        items, total = [kept[f"{scale}{n}"] for n in range(1, 5)], kept[scale]
        assert all(one.drop_nulls().is_between(0, 100).all() for one in items)
        assert total.drop_nulls().is_between(0, 400).all()
        summed = sum(items[1:], items[0])
        assert (summed == total).fill_null(True).all()
        assert (total.is_null() == kept[f"{scale}_skipped"]).all()


@QUIET
@given(st.lists(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join), max_size=8), st.integers(0, 4))
def test_any_text_among_the_lines_costs_only_itself(noise, place):
    """Lines of noise may be refused or blank; they never take a whole row with them, unless they quote it as a note."""
    whole = lines([session(n) for n in range(1, 5)])
    at = 1 + place % 4
    found = take("\n".join([*whole[:at], *noise, *whole[at:]]).encode())
    assert found is not None
    assert accounted(found)
    assert found.rows_kept == 4


@QUIET
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx"]))
def test_any_bytes_end_in_a_named_refusal_or_rows(content, name):
    found = take(content, name)
    assert found is None or accounted(found)


@QUIET
@given(
    st.sampled_from([session(), visit(), answers()]),
    st.integers(0, 2**32),
    st.integers(1, 6),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_a_damaged_export_ends_in_a_named_refusal_or_rows(row, seed, blows, encoding):
    found = take(damaged(text([row, row | {"Notes": 'ä "b"\nc'}]).encode(encoding), seed, blows))
    assert found is None or accounted(found)


def damaged(content: bytes, seed: int, blows: int) -> bytes:
    """The content with some bytes changed, cut out, doubled, or signs put in."""
    chance, out = random.Random(seed), bytearray(content)
    for _ in range(blows):
        at = chance.randrange(len(out) + 1)
        blow = chance.randrange(4)
        if blow == 0 and at < len(out):
            out[at] = chance.randrange(256)
        elif blow == 1:
            del out[at : at + chance.randrange(20)]
        elif blow == 2:
            out[at:at] = chance.choice(SIGNS).encode()
        else:
            out[at:at] = out[at : at + chance.randrange(60)]
    return bytes(out)


def test_numbers_of_all_tenths_are_read_exactly():
    """No tenth is lost on the way through floating point: all 101 items and all 401 totals."""
    rows = [
        session(n % 90 + 1, case=str(n // 90), **NO_ORS | {"Total_ORS": f"{n // 10}.{n % 10}"})
        | dict(zip(NO_SRS, [f"{n % 101 // 10},{n % 101 % 10}", "1.0", "2.0", "3.0"], strict=True))
        for n in range(401)
    ]
    kept = take(text(rows).encode()).kept.sort("line")
    assert kept["ors"].to_list() == list(range(401))
    assert kept["srs1"].to_list() == [n % 101 for n in range(401)]
    assert kept["srs"].dtype == pl.Int16
