"""Whatever files come in whatever order, the store is what a dictionary would be: the newest row of each key."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fitlib import reference, store
from tests.property import examples
from tests.unit.store.rows import score, scores

CONSTANTS = reference.load()
KEYS = st.tuples(st.sampled_from("ABC"), st.integers(1, 3), st.sampled_from(["self", "mother"]))
FILES = st.tuples(
    st.sampled_from(["a.csv", "b.csv"]), st.dictionaries(KEYS, st.integers(0, 400), min_size=1), st.booleans()
)


def as_file(name, rows):
    made = (score(episode, session, ors=ors / 10, rater=rater) for (episode, session, rater), ors in rows.items())
    return scores(name, *(row | {"line": line} for line, row in enumerate(made, 2)))


def stored(home):
    with store.open(home, CONSTANTS) as opened:
        rows = opened.ask("SELECT episode, session_no, rater, ors, source FROM measurement").rows()
        return {row[:3]: row[3:] for row in rows}, opened.stamp


@examples(25)
@given(st.lists(FILES, min_size=1, max_size=5))
def test_the_store_is_the_newest_row_of_each_key(files):
    expected: dict = {}
    with tempfile.TemporaryDirectory() as folder:
        home = store.Home(Path(folder) / "home")
        for name, rows, replace in files:
            (done,) = store.commit(home, [as_file(name, rows)], replace=replace).files
            known = {key: ors for key, (ors, _) in expected.items() if key in rows}
            gone = [key for key, (_, source) in expected.items() if source == name and key not in rows]
            assert (done.new, done.absent) == (len(rows) - len(known), len(gone))
            assert done.corrected == sum(known[key] != rows[key] for key in known)
            assert done.removed == (len(gone) if replace else 0)
            for key in gone if replace else ():
                del expected[key]
            expected |= {key: (ors, name) for key, ors in rows.items() if known.get(key) != ors}
            assert stored(home)[0] == expected


@examples(10)
@given(st.dictionaries(KEYS, st.integers(0, 400), min_size=2), st.randoms())
def test_the_digest_depends_on_the_rows_and_on_nothing_else(rows, chance):
    keys = list(rows)
    chance.shuffle(keys)
    ways = ([keys], [keys[::-1]], [keys[:1], keys[1:]], [keys[1:], keys[:1]])
    digests = set()
    for way in ways:
        with tempfile.TemporaryDirectory() as folder:
            home = store.Home(Path(folder) / "home")
            for part in way:
                store.commit(home, [as_file("a.csv", {key: rows[key] for key in part})])
            digests.add(stored(home)[1].data_hash)
    assert len(digests) == 1
