"""A batch at regular times by the scheduler that the machine has: an entry for it as text, and how to install it."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from fitlib.errors import ParameterRefused

EVERY = ("day", "week", "month", "quarter")
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
PLAIN = re.compile(r"[^\x00-\x1f\x7f]+")
MONTHS = ("January", "April", "July", "October")
ALL = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
       "December")  # fmt: skip
DAY = 3  # the day of the month: what was left open at the turn of the month has been entered by then
CRON = {"day": "* * *", "week": "* * 1", "month": f"{DAY} * *", "quarter": f"{DAY} 1,4,7,10 *"}
CALENDAR = {"day": "*-*-*", "week": "Mon *-*-*", "month": f"*-*-{DAY:02}", "quarter": f"*-01,04,07,10-{DAY:02}"}
TASK = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><URI>\\{name}</URI></RegistrationInfo>
  <Triggers><CalendarTrigger><StartBoundary>2026-01-01T{hour:02}:{minute:02}:00</StartBoundary><Enabled>true</Enabled>
    {rhythm}
  </CalendarTrigger></Triggers>
  <Settings><StartWhenAvailable>true</StartWhenAvailable><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy></Settings>
  <Actions Context="Author"><Exec><Command>{program}</Command><Arguments>{arguments}</Arguments></Exec></Actions>
  <Principals><Principal id="Author"><LogonType>InteractiveToken</LogonType></Principal></Principals>
</Task>
"""
SERVICE = """[Unit]
Description={name}

[Service]
Type=oneshot
UMask=0077
ExecStart={command}
"""
TIMER = """[Unit]
Description={name}

[Timer]
OnCalendar={calendar} {hour:02}:{minute:02}:00
Persistent=true

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True)
class Entry:
    """What to run and when: the words of the command, a name, how often, and the time of day."""

    command: tuple[str, ...]
    name: str
    every: str
    hour: int
    minute: int


def entry(matrix: Path, home: Path, lang: str, every: str, at: str) -> Entry:
    """The entry that runs a matrix. Raises: ParameterRefused for a time or a path that no scheduler can take."""
    found = CLOCK.fullmatch(at)
    if found is None or every not in EVERY:
        raise ParameterRefused("schedule_time", at=at[:20], every=str(every)[:20], known=", ".join(EVERY))
    if not matrix.is_file():
        raise ParameterRefused("matrix_unreadable", file=matrix.name)
    command = (*_program(), "batch", str(matrix.absolute()), "--home", str(home), "--lang", lang)
    for word in command:
        if not PLAIN.fullmatch(word):
            raise ParameterRefused("schedule_path", path=ascii(word)[:60])
    slug = re.sub(r"[^a-z0-9]+", "-", matrix.stem.lower()).strip("-") or "x"
    return Entry(command, f"fit-{slug}", every, int(found[1]), int(found[2]))


def cron(one: Entry) -> dict[str, str]:
    """One line of a crontab, in which a per cent sign would end the command."""
    command = " ".join(map(shlex.quote, one.command)).replace("%", r"\%")
    return {f"{one.name}.cron": f"{one.minute} {one.hour} {CRON[one.every]} {command}\n"}


def systemd(one: Entry) -> dict[str, str]:
    """A user's service and its timer; what was missed while the machine was off is made up for."""
    command = " ".join(map(_unit, one.command))
    timer = TIMER.format(name=one.name, calendar=CALENDAR[one.every], hour=one.hour, minute=one.minute)
    return {f"{one.name}.service": SERVICE.format(name=one.name, command=command), f"{one.name}.timer": timer}


def windows(one: Entry) -> dict[str, str]:
    """A task of the Task Scheduler."""
    program, *arguments = one.command
    told = {"program": escape(program), "arguments": escape(subprocess.list2cmdline(arguments))}
    text = TASK.format(name=one.name, hour=one.hour, minute=one.minute, rhythm=_rhythm(one.every), **told)
    return {f"{one.name}.xml": text}


def _program() -> tuple[str, ...]:
    """`fit` of this environment by its whole path, since a scheduler knows no PATH."""
    fit = Path(sys.executable).with_name("fit.exe" if sys.platform == "win32" else "fit")
    return (str(fit),) if fit.is_file() else (sys.executable, "-m", "workbench.cli")


def _unit(word: str) -> str:
    """A word of ExecStart: systemd reads \\, ", % and $ even between quotes."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        word = word.replace(sign, written)
    return f'"{word}"'


def _rhythm(every: str) -> str:
    if every == "day":
        return "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"
    if every == "week":
        return "<ScheduleByWeek><DaysOfWeek><Monday/></DaysOfWeek><WeeksInterval>1</WeeksInterval></ScheduleByWeek>"
    months = "".join(f"<{month}/>" for month in (MONTHS if every == "quarter" else ALL))
    days = f"<DaysOfMonth><Day>{DAY}</Day></DaysOfMonth>"
    return f"<ScheduleByMonth>{days}<Months>{months}</Months></ScheduleByMonth>"


KINDS: dict[str, Callable[[Entry], dict[str, str]]] = {"cron": cron, "systemd": systemd, "windows": windows}


def own_kind() -> str:
    """What this machine most likely has."""
    return "windows" if sys.platform == "win32" else "systemd" if Path("/run/systemd/system").exists() else "cron"


def encoded(name: str, text: str) -> bytes:
    """The bytes of a file: the Task Scheduler reads UTF-16."""
    return text.encode("utf-16") if name.endswith(".xml") else text.encode()
