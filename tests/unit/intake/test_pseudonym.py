"""The vectors of the pseudonym rule, and ids that must not pass."""

from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from fitlib.errors import InputRefused
from fitlib.intake import hetu, pseudonym, read
from fitlib.intake.distinct import Numbering
from fitlib.intake.ids import Naming, Told, first_of_equal, hashes
from fitlib.intake.pseudonym import client_idtype
from tests.unit.intake.rows import KEY, TODAY, column, rules, session, taken, visit

VECTORS = [
    (KEY, "hetu", "010190-999W", "v1_qmtpox3wcxjghvk6wxu7uyl534"),
    (KEY, "hetu", "010110A9002", "v1_oztjwonqafnwm5yo6eaqx6ovmu"),
    (KEY, "hetu", "150685Y9503", "v1_saqziewc3seb7xzotdmi4b2nam"),
    (b"\xff" * 32, "hetu", "010190-999W", "v1_wkxsbly7huy22fzn7yvfqf7ida"),
    (KEY, "openfit_id", "010190-999W", "v1_lhwknrj3tso3n3osityfvqzp7y"),
    (KEY, "hetu", " 010190–999w ", "v1_qmtpox3wcxjghvk6wxu7uyl534"),
    (KEY, "hetu", "０１０１９０−９９９Ｗ", "v1_qmtpox3wcxjghvk6wxu7uyl534"),
]


@pytest.mark.parametrize(("key", "idtype", "raw", "expected"), VECTORS)
def test_vectors(key, idtype, raw, expected):
    assert pseudonym(key, idtype, raw) == expected


@pytest.mark.parametrize("raw", ["010190-999A", "310290-900X", "010190-001X", "", " ", "010190*999W"])
def test_a_hetu_that_cannot_exist_gives_no_pseudonym_and_is_not_told(raw):
    with pytest.raises(InputRefused) as refused:
        pseudonym(KEY, "hetu", raw)
    assert raw.strip() == "" or raw not in str(refused.value)


@pytest.mark.parametrize("sign", "+-YXWVUABCDEF")
def test_every_sign_of_the_century_is_known(sign):
    number = f"010101{sign}900"
    assert hetu.exists(number + hetu.CHECK[int("010101900") % 31])


@pytest.mark.parametrize(("number", "there"), [("000", False), ("001", False), ("002", True), ("899", True)])
def test_running_numbers_begin_at_two(number, there):
    assert hetu.exists(f"010190-{number}" + hetu.CHECK[int(f"010190{number}") % 31]) == there


@pytest.mark.parametrize(
    "raw", ["010190Z999W", "010190G999W", "320190-999W", "010190-9990", "01019O-999W", "٠١٠١٩٠-999W"]
)
def test_what_only_looks_like_a_hetu_is_none(raw):
    assert not hetu.exists(raw)


@pytest.mark.parametrize(
    ("raw", "idtype"),
    [("A11000000", "openfit_id"), ("010190-999W", "hetu"), ("010190-999A", None), ("010190G999W", None)],
)
def test_a_client_id_is_a_hetu_by_its_form(raw, idtype):
    assert client_idtype(raw) == idtype


def numbers_and_names(*chunks: list[str | None]) -> tuple[list[int | None], list[str | None]]:
    """Of the ids of a column, as they come in chunks, their numbers at the end and their pseudonyms."""
    numbering = Numbering()
    found = pl.concat([numbering.numbers(pl.Series(chunk, dtype=pl.String))[0] for chunk in chunks])
    ids = Told("case_id", numbering)
    with ThreadPoolExecutor(1) as beside:
        names = Naming(KEY, ids, beside).result()
    first = first_of_equal(ids, names.hashes)
    assert (
        first_of_equal(ids, hashes(ids)).equals(first) if first is not None else not hashes(ids).is_duplicated().any()
    )
    return (found if first is None else first.gather(found)).to_list(), names.of(found).to_list()


def test_ids_of_several_chunks_get_the_pseudonyms_of_the_rule():
    _, found = numbers_and_names(["b", None, "A "], ["a", "c", "B"])
    assert found == [raw and pseudonym(KEY, "case_id", raw) for raw in ("b", None, "a", "a", "c", "b")]


def test_spellings_of_one_id_get_one_number():
    numbers, _ = numbers_and_names(["b", "x", None, "A "], ["a", "c", "B"])
    assert numbers == [0, 1, None, 2, 2, 4, 0]


def test_no_two_of_many_ids_share_a_pseudonym():
    numbers, names = numbers_and_names([f"J{n}" for n in range(20_000)])
    assert len(set(names)) == len(set(numbers)) == 20_000


def test_a_hetu_in_a_file_joins_visits_and_scores(tmp_path):
    scores = taken(tmp_path, session(Client_ID="010190-999W"))
    visits = taken(tmp_path, visit(asiakastunnus=" 010190–999w"))
    assert column(scores, "client") == column(visits, "client") == ["v1_qmtpox3wcxjghvk6wxu7uyl534"]


def test_a_hetu_that_cannot_exist_refuses_the_row_without_being_told(tmp_path):
    found = taken(tmp_path, session(Client_ID="010190-999A"))
    assert rules(found) == [(2, "identity code not valid", "Client_ID")]
    assert "010190" not in str(found.refused.rows())


@pytest.mark.parametrize("target", ["Service_Location", "Episode_Service"])
def test_a_hetu_in_a_text_column_refuses_the_row(tmp_path, target):
    found = taken(tmp_path, session(**{target: "Team 010190-999W"}))
    assert rules(found) == [(2, "identity code in a text column", target)]


def test_a_hetu_in_the_name_of_the_file_is_left_out(tmp_path):
    file = tmp_path / "client 010190-999W scores.csv"
    file.write_text("")
    with pytest.raises(InputRefused) as refused:
        read(file, KEY, TODAY)
    assert refused.value.values["file"] == "client … scores.csv"


def test_case_worker_and_client_of_one_id_have_three_pseudonyms(tmp_path):
    found = taken(tmp_path, session(Client_ID="X1", Case_ID="X1", Provider_ID="X1"))
    assert len(set(found.kept.select("episode", "client", "worker").row(0))) == 3
    assert column(found, "worker") == [pseudonym(KEY, "worker_id", "X1")]
    assert column(found, "episode") == [pseudonym(KEY, "case_id", "openfit_id:X1␟X1")]
    assert column(found, "client") == [pseudonym(KEY, "openfit_id", "X1")]


def test_a_case_is_told_from_another_though_their_ids_run_together(tmp_path):
    """Client A1 with case J12 is not client A11 with case J2, however the ids are spelled."""
    found = taken(
        tmp_path, session(Client_ID="A1", Case_ID="1J2"), session(Client_ID="A11", Case_ID="J2"),
        session(Client_ID=" a1", Case_ID="1j2 ", Session_ID="2"),
    )  # fmt: skip
    first, other, again = column(found, "episode")
    assert first == again != other


@pytest.mark.parametrize("raw", ["a-1", "Å1", " b 2", "A1␟j12", "ß9", "c\u20131", "ﬁ7", "x~", "{y}", "\u0085z"])
def test_an_id_of_a_column_is_normal_as_one_alone(raw: str) -> None:
    numbers, names = numbers_and_names([raw, "other", raw])
    assert numbers == [0, 1, 0]
    assert names == [pseudonym(KEY, "case_id", one) for one in (raw, "other", raw)]


def test_cases_are_one_where_client_and_case_run_together_by_the_sign_between_them(tmp_path):
    """The rule hashes client, sign and case as one text: who writes that sign into ids gets one case out of two."""
    found = taken(tmp_path, session(Client_ID="A", Case_ID="B␟C"), session(Client_ID="A␟b", Case_ID="c"), session(3))
    assert rules(found) == [(2, "scores in conflict", ""), (3, "scores in conflict", "")]
