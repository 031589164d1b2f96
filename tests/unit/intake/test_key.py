"""The organisation's key: made once, closed to others, refused when it is loose or short."""

import os
import stat

import pytest

from fitlib.errors import SetUpFailed
from fitlib.intake import create_key, read, read_key
from tests.unit.intake.rows import TODAY

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows keeps other kinds of rights")


def test_a_new_key_is_read_back(tmp_path):
    key = create_key(tmp_path / "key")
    assert len(key) == 32
    assert read_key(tmp_path / "key") == key


def test_two_keys_differ(tmp_path):
    assert create_key(tmp_path / "one") != create_key(tmp_path / "two")


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_owner_may_read_it(tmp_path, umask):
    before = os.umask(umask)
    try:
        create_key(tmp_path / "key")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_key_is_never_replaced(tmp_path):
    key = create_key(tmp_path / "key")
    with pytest.raises(SetUpFailed, match="key_exists"):
        create_key(tmp_path / "key")
    assert read_key(tmp_path / "key") == key


@POSIX
@pytest.mark.parametrize("deed", ["fsync", "link"])
def test_a_kill_leaves_no_half_key_and_the_next_try_makes_one(tmp_path, deed):
    if (child := os.fork()) == 0:
        setattr(os, deed, lambda *_: os._exit(9))
        create_key(tmp_path / "key")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert not (tmp_path / "key").exists()
    key = create_key(tmp_path / "key")
    assert [file.name for file in tmp_path.iterdir()] == ["key"]
    assert read_key(tmp_path / "key") == key


@POSIX
def test_a_file_system_without_second_names_gets_a_whole_key_as_well(tmp_path, monkeypatch):
    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    key = create_key(tmp_path / "key")
    assert read_key(tmp_path / "key") == key
    with pytest.raises(SetUpFailed, match="key_exists"):
        create_key(tmp_path / "key")
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


@POSIX
def test_a_key_is_not_written_through_a_link(tmp_path):
    (tmp_path / "key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SetUpFailed, match="key_exists"):
        create_key(tmp_path / "key")
    assert not (tmp_path / "elsewhere").exists()


@POSIX
@pytest.mark.parametrize(("mode", "loose"), [(0o400, False), (0o600, False), (0o640, True), (0o604, True)])
def test_a_key_that_others_may_read_is_refused(tmp_path, mode, loose):
    create_key(tmp_path / "key")
    (tmp_path / "key").chmod(mode)
    if loose:
        with pytest.raises(SetUpFailed, match="key_loose"):
            read_key(tmp_path / "key")
    else:
        assert len(read_key(tmp_path / "key")) == 32


@pytest.mark.parametrize("content", [b"", b"\x00" * 31, b"\x00" * 33, b"0" * 63, b"g" * 64, "ä".encode() * 20])
def test_a_key_of_another_length_is_refused(tmp_path, content):
    file = tmp_path / "key"
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(SetUpFailed, match="key_form"):
        read_key(file)


DIGITS = bytes(range(32)).hex().encode()


@pytest.mark.parametrize("content", [bytes(range(32)), DIGITS, b" " + DIGITS.upper() + b"\r\n"])
def test_a_key_may_be_bytes_or_digits(tmp_path, content):
    file = tmp_path / "key"
    file.write_bytes(content)
    file.chmod(0o600)
    assert read_key(file) == bytes(range(32))


def test_a_key_that_is_not_there_is_a_set_up_error(tmp_path):
    with pytest.raises(SetUpFailed, match="key_missing"):
        read_key(tmp_path / "key")


def test_nothing_is_read_with_a_short_key(tmp_path):
    with pytest.raises(SetUpFailed, match="key_form"):
        read(tmp_path / "scores.csv", b"short", TODAY)
