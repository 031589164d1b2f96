"""Files that are no exports, and texts in encodings that cannot be read for certain."""

import os
import pickle

import pytest

from fitlib.errors import InputRefused
from fitlib.intake import read
from fitlib.reference import Constant, Reference, load
from tests.unit.intake.rows import KEY, TODAY, column, session, taken_text, text


def refused(path):
    with pytest.raises(InputRefused) as found:
        read(path, KEY, TODAY)
    return found.value


@pytest.mark.parametrize("name", ["a.pkl", "a.xlsm", "a.xls", "a.npy", "a.zip", "a", "a.csv.exe", "a.ods"])
def test_only_csv_and_xlsx_are_read(tmp_path, name):
    (tmp_path / name).write_text(text([session()]))
    assert refused(tmp_path / name).key == "intake_type"


@pytest.mark.parametrize(
    "content",
    [
        pickle.dumps([1]),
        b"\xd0\xcf\x11\xe0old excel",
        b"\x1f\x8bgzip",
        b"%PDF-1.7",
        b"PK\x05\x06",
        b"a,b\x00c\n1,2\n",
    ],
)
def test_the_content_decides_and_not_the_ending(tmp_path, content):
    (tmp_path / "scores.csv").write_bytes(content)
    assert refused(tmp_path / "scores.csv").key == "intake_type"


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    assert refused(tmp_path / "folder.csv").key == "intake_no_file"
    assert refused(tmp_path / "nowhere.csv").key == "intake_no_file"


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_a_link_and_a_pipe_are_refused(tmp_path):
    (tmp_path / "real.csv").write_text(text([session()]))
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert refused(tmp_path / "link.csv").key == "intake_no_file"
    assert refused(tmp_path / "pipe.csv").key == "intake_no_file"


def test_a_file_over_the_limit_is_refused(tmp_path):
    (tmp_path / "scores.csv").write_text(text([session()]))
    rows = {name: load().row(name) for name in load()}
    size = (tmp_path / "scores.csv").stat().st_size
    for most, key in ((size, None), (size - 1, "intake_too_large")):
        row = rows["intake.csv.bytes"]
        smaller = Constant(row.name, most, row.unit, row.source, row.status, row.reviewed, row.next_review)
        constants = Reference(rows | {row.name: smaller})
        if key:
            with pytest.raises(InputRefused, match=key) as caught:
                read(tmp_path / "scores.csv", KEY, TODAY, constants=constants)
            assert repr(caught.value.values["most"]) == "0"  # whole megabytes
        else:
            assert read(tmp_path / "scores.csv", KEY, TODAY, constants=constants).rows_kept == 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_without_their_mark_are_refused(tmp_path, encoding):
    with pytest.raises(InputRefused):
        taken_text(tmp_path, text([session()]).encode(encoding))


def test_a_file_that_mixes_encodings_is_refused_with_its_line(tmp_path):
    mixed = text([session(1, Service_Location="Itä"), session(2)]).encode() + "Länsi,".encode("cp1252")
    with pytest.raises(InputRefused) as found:
        taken_text(tmp_path, mixed)
    assert (found.value.key, found.value.values["line"]) == ("intake_encoding", 4)


def test_a_byte_that_windows_1252_does_not_have_is_refused(tmp_path):
    with pytest.raises(InputRefused, match="intake_encoding"):
        taken_text(tmp_path, text([session()]).encode() + b"\x81")


def test_one_team_has_one_spelling(tmp_path):
    """Composed and combined letters, soft hyphens and double spaces do not make a second team."""
    teams = ["Itä-tiimi A", "Ita\u0308-tiimi A", " Itä-tiimi\u00a0 A ", "Itä-\u00adtiimi A"]
    found = taken_text(tmp_path, text([session(n, Service_Location=team) for n, team in enumerate(teams, 1)]))
    assert set(column(found, "team")) == {"Itä-tiimi A"}


def test_excels_first_line_about_the_separator_is_no_header(tmp_path):
    found = taken_text(tmp_path, "sep=;\r\n" + text([session()], ";"))
    assert column(found, "line") == [3]


def test_progress_is_told_from_nought_to_one(tmp_path):
    told = []
    (tmp_path / "scores.csv").write_text(text([session()]))
    read(tmp_path / "scores.csv", KEY, TODAY, progress=lambda step, share: told.append((step, share)))
    assert [step for step, _ in told] == ["open", "check", "compare", "pseudonyms", "done"]
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1][1] == 1.0
