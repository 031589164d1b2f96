"""An entry for a scheduler runs exactly the command that was meant, whatever signs its paths hold."""

import re
import shlex
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from fitlib.errors import ParameterRefused
from workbench import cli, schedule

HOSTILE = "50 % $HOME `id` \"q\" 'a' & <b> ; #.toml"
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


@pytest.fixture
def matrix(tmp_path: Path) -> Path:
    file = tmp_path / HOSTILE
    file.write_text("", "utf-8")
    return file


def entry(matrix: Path, every: str = "quarter", at: str = "6.30") -> schedule.Entry:
    return schedule.entry(matrix, matrix.parent / "home 1", "fi", every, at)


def test_a_cron_line_is_the_command_again_when_a_shell_reads_it(matrix) -> None:
    (line,) = schedule.cron(entry(matrix)).values()
    assert line.startswith("30 6 3 1,4,7,10 * ")
    assert line.count("\n") == 1
    assert re.findall(r"(?<!\\)%", line) == []  # cron would end the command there
    assert shlex.split(line.replace(r"\%", "%"))[5:] == list(entry(matrix).command)


def test_a_unit_is_the_command_again_when_systemd_reads_it(matrix) -> None:
    made = schedule.systemd(entry(matrix))
    service, timer = (
        next(text for name, text in made.items() if name.endswith(kind)) for kind in (".service", ".timer")
    )
    (line,) = re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)
    words = [re.sub(r"\\(.)", r"\1", word).replace("%%", "%").replace("$$", "$")
             for word in re.findall(r'"((?:\\.|[^"\\])*)"', line)]  # fmt: skip
    assert words == list(entry(matrix).command)
    assert "OnCalendar=*-01,04,07,10-03 06:30:00" in timer


def test_a_task_is_the_command_again_when_windows_reads_it(matrix) -> None:
    one = entry(matrix, "week")
    (text,) = schedule.windows(one).values()
    task = ET.fromstring(text.partition("\n")[2])
    assert task.find(f".//{TASK}Command").text == one.command[0]
    assert task.find(f".//{TASK}Arguments").text == subprocess.list2cmdline(one.command[1:])
    assert task.find(f".//{TASK}Monday") is not None


@pytest.mark.parametrize("every", schedule.EVERY)
def test_every_rhythm_is_written_for_every_scheduler(matrix, every) -> None:
    for make in schedule.KINDS.values():
        assert all(make(entry(matrix, every)).values())


@pytest.mark.parametrize(
    ("every", "at"), [("quarter", "24.00"), ("quarter", "6.60"), ("hour", "6.30"), ("day", "6.30\n")]
)
def test_a_time_or_rhythm_that_is_none_is_refused(matrix, every, at) -> None:
    with pytest.raises(ParameterRefused) as caught:
        entry(matrix, every, at)
    assert caught.value.key == "schedule_time"


def test_a_path_with_a_line_break_is_refused(tmp_path) -> None:
    file = tmp_path / "a\n* * * * * touch pwned.toml"
    file.write_text("", "utf-8")
    with pytest.raises(ParameterRefused) as caught:
        entry(file)
    assert caught.value.key == "schedule_path"


def test_the_command_prints_or_writes_the_entry(matrix, tmp_path, capsys) -> None:
    call = ["schedule", str(matrix), "--for", "cron", "--home", str(tmp_path)]
    assert cli.main(call) == 0
    told = capsys.readouterr()
    assert told.out.startswith("30 6 3 ")
    assert "crontab -e" in told.err
    assert cli.main([*call[:3], "windows", *call[4:], "--out", str(tmp_path / "out")]) == 0
    (file,) = (tmp_path / "out").iterdir()
    assert file.read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")
    assert cli.main(["schedule", str(tmp_path / "none.toml")]) == 2
