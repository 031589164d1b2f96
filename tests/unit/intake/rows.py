"""Small exports written as files: every column filled unless a test says otherwise. Nobody in here is a real person."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from fitlib.intake import Intake, read

KEY = bytes(range(32))
TODAY = date(2026, 11, 22)
OPENFIT = {
    "Service_Location": "North", "Provider_FirstName": "Some", "Provider_LastName": "Worker",
    "Provider_Email": "worker@example.invalid", "Provider_ID": "W1", "Client_ID": "C1", "Client_FirstName": "Some",
    "Client_LastName": "Client", "Client_Gender": "Female", "Client_Group": "Adult", "Case_ID": "J1",
    "Case_Date": "2024-03-04", "Session_ID": "1", "Session_Date": "2024-03-04", "ORS_Skip": "N", "SRS_Skip": "N",
    "ORSQ1": "5.1", "ORSQ2": "6.2", "ORSQ3": "4.3", "ORSQ4": "5.4",
    "SRSQ1": "8.1", "SRSQ2": "9.2", "SRSQ3": "8.3", "SRSQ4": "9.4", "Total_ORS": "", "Total_SRS": "", "Notes": "",
    "Episode_Status": "Open", "Episode_ClosingType": "", "Episode_ClosingDate": "", "Episode_Service": "Office",
    "Client_BirthYear": "1980",
}  # fmt: skip
VISIT = {
    "asiakastunnus": "C1", "jakso": "J1", "yksikko": "North", "kayntipaiva": "4.3.2024", "tila": "toteutunut",
    "kayntityyppi": "Vastaanotto", "kesto_min": "60",
}  # fmt: skip
NOMAD_ITEMS = [
    f"{letter}{n}" for letter, most in zip("GCPAR", (3, 4, 4, 7, 5), strict=True) for n in range(1, most + 1)
]
ANSWERS = {"team": "North", "round_date": "2024-05-15", "respondent": "0"} | dict.fromkeys(NOMAD_ITEMS, "4")
NO_ORS = dict.fromkeys(("ORSQ1", "ORSQ2", "ORSQ3", "ORSQ4"), "")
NO_SRS = dict.fromkeys(("SRSQ1", "SRSQ2", "SRSQ3", "SRSQ4"), "")


def session(number: int = 1, case: str = "1", **other: str) -> dict[str, str]:
    """One row of an OpenFIT export: a session of a case, a week after the one before."""
    day = date.fromordinal(date(2024, 3, 4).toordinal() + 7 * (number - 1))
    row = OPENFIT | {"Session_ID": str(number), "Session_Date": day.isoformat()}
    return row | {"Client_ID": f"C{case}", "Case_ID": f"J{case}"} | other


def visit(**other: str) -> dict[str, str]:
    """One row of a visits export."""
    return VISIT | other


def answers(**other: str) -> dict[str, str]:
    """One row of a NoMAD export: all items answered 4."""
    return ANSWERS | other


def text(rows: Sequence[Mapping[str, str]], separator: str = ",", end: str = "\r\n") -> str:
    """The rows as CSV, with the columns of all of them."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", delimiter=separator, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def taken(folder: Path, *rows: Mapping[str, str], today: date = TODAY) -> Intake:
    """What intake makes of a CSV file with these rows."""
    return taken_text(folder, text(rows), today=today)


def taken_text(folder: Path, content: str | bytes, name: str = "export.csv", today: date = TODAY) -> Intake:
    """What intake makes of a file with this content."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(file, KEY, today)


def rules(intake: Intake) -> list[tuple[int, str, str]]:
    """Line, rule and column of each refused row."""
    return intake.refused.select("line", "rule", "column").rows()


def noticed(intake: Intake) -> dict[str, int]:
    """How often each notice was made."""
    found: dict[str, int] = {}
    for one in intake.notices:
        found[one.rule] = found.get(one.rule, 0) + one.count
    return found


def column(intake: Intake, name: str) -> list:
    """The values of one kept column in the order of the file."""
    return intake.kept[name].to_list()


def lines(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """The CSV lines of the rows, header first, for tests that break one of them."""
    return text(list(rows)).split("\r\n")[:-1]
