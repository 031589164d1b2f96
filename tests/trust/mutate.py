"""Damaged exports: the good files of the invented organisation, each with a few blows that a seed decides.

A CSV file is hit as bytes and as lines; a workbook as a zip, inside its parts, and as a bomb. The same seed gives the
same file, so that whatever breaks the gate can be made again and kept in tests/bad_inputs.
"""

import io
import random
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import xlsxwriter

from fitlib import synthetic

ROWS = 25  # rows of an export that are taken: enough for doubles and cases, few enough for ten thousand files
SIGNS = [
    b'"', b"'", b",", b";", b"\t", b"\r", b"\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b"=", b"-1", b"99", b"1e9", b"NaN",
    "ä".encode(), "−".encode(), "\u00a0".encode(), "\u2028".encode(), "🙂".encode(), b"9" * 40, b"2024-02-30",
]  # fmt: skip
XML = [
    b"<", b"</c>", b"<c>", b"&", b"&#0;", b"]]>", b"<!--", b't="s"', b't="e"', b"<v>-1</v>", b"<v>1e308</v>", b"<v/>",
    b'r="XFD1048576"', b'<!DOCTYPE a [<!ENTITY b "bbbb">]>', b"<row/>", b"<sheetData>", b"</sheetData>",
]  # fmt: skip


@cache
def good() -> dict[str, list[str]]:
    """The first lines of each export, by its kind."""
    with tempfile.TemporaryDirectory() as folder:
        made = synthetic.write_exports(Path(folder))
        files = {"scores": made.scores, "collateral": made.collateral, "visits": made.visits, "nomad": made.nomad}
        return {kind: file.read_text("utf-8-sig").splitlines()[: ROWS + 1] for kind, file in files.items()}


@cache
def workbook(kind: str) -> bytes:
    """The same rows as a workbook: numbers as numbers, the rest as text."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(good()[kind]):
            for place, cell in enumerate(line.split(mark(kind))):
                sheet.write(number, place, float(cell) if cell.replace(".", "", 1).isdigit() else cell)
    return packed.getvalue()


def mark(kind: str) -> str:
    """What parts the cells of an export."""
    return max(";,\t", key=good()[kind][0].count)


def damaged(seed: int) -> tuple[str, bytes]:
    """Name and content of one damaged file."""
    chance = random.Random(seed)
    kind = chance.choice(sorted(good()))
    if chance.random() < 0.6:
        return "export.csv", damaged_text(kind, chance)
    return "export.xlsx", damaged_workbook(kind, chance)


def damaged_text(kind: str, chance: random.Random) -> bytes:
    lines = list(good()[kind])
    for _ in range(chance.randrange(3)):
        chance.choice([_double, _drop, _swap, _glue, _header, _column, _quote, _cut_cells])(lines, mark(kind), chance)
    encoding = chance.choice(["utf-8"] * 5 + ["utf-8-sig", "utf-16", "cp1252", "utf-32"])
    content = chance.choice(["\n", "\r\n", "\r\n", "\r"]).join(lines).encode(encoding, "replace")
    return blows(content, SIGNS, chance, chance.randrange(5))


def _double(lines: list[str], mark: str, chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))


def _drop(lines: list[str], mark: str, chance: random.Random) -> None:
    del lines[chance.randrange(len(lines))]


def _swap(lines: list[str], mark: str, chance: random.Random) -> None:
    chance.shuffle(lines)


def _glue(lines: list[str], mark: str, chance: random.Random) -> None:
    lines.extend(good()[chance.choice(sorted(good()))])


def _header(lines: list[str], mark: str, chance: random.Random) -> None:
    names = lines[0].split(mark)
    names[chance.randrange(len(names))] = chance.choice(names + ["", "x" * 5000])
    lines[0] = mark.join(names)


def _column(lines: list[str], mark: str, chance: random.Random) -> None:
    place = chance.randrange(lines[0].count(mark) + 1)
    lines[:] = [mark.join(cell for at, cell in enumerate(line.split(mark)) if at != place) for line in lines]


def _quote(lines: list[str], mark: str, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    lines[at] = mark.join(f'"{cell}"' if chance.random() < 0.5 else cell for cell in lines[at].split(mark))


def _cut_cells(lines: list[str], mark: str, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    cells = lines[at].split(mark)
    cells[chance.randrange(len(cells)) :] = chance.choices(["", "x", "-1", "=1+1"], k=chance.randrange(60))
    lines[at] = mark.join(cells)


def damaged_workbook(kind: str, chance: random.Random) -> bytes:
    packed = workbook(kind)
    way = chance.randrange(4)
    if way == 0:
        return blows(packed, SIGNS, chance, 1 + chance.randrange(4))
    parts = {
        name: zipfile.ZipFile(io.BytesIO(packed)).read(name) for name in zipfile.ZipFile(io.BytesIO(packed)).namelist()
    }
    if way == 1:
        bomb(parts, chance)
    else:
        for _ in range(1 + chance.randrange(3)):
            name = chance.choice(sorted(parts))
            parts[name] = blows(parts[name], XML + SIGNS, chance, 1 + chance.randrange(3))
    if chance.random() < 0.1:
        del parts[chance.choice(sorted(parts))]
    return zipped(parts)


def bomb(parts: dict[str, bytes], chance: random.Random) -> None:
    """What unpacks, or would be held in memory, as far more than the file is."""
    way, sheet = chance.randrange(5), "xl/worksheets/sheet1.xml"
    if way == 0:
        parts["xl/media/big.bin"] = bytes(21_000_000)
    elif way == 1:
        parts |= {f"xl/part{number}": b"" for number in range(1001)}
    elif way == 2:
        parts[sheet] = parts[sheet].replace(b'<c r="A1"', b'<c r="XFD1048576"', 1)
    elif way == 3:
        laughs = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
        parts[sheet] = b'<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]>" + parts[sheet].replace(b"<v>", b"<v>&l9;", 1)
    else:
        parts["nested.zip"] = zipped(dict(parts))


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def blows(content: bytes, signs: list[bytes], chance: random.Random, number: int) -> bytes:
    """The content with so many places changed, cut out, doubled, cut off, or with signs put in."""
    out = bytearray(content)
    for _ in range(number):
        at = chance.randrange(len(out) + 1)
        way = chance.randrange(10)
        if way < 3 and at < len(out):
            out[at] = chance.randrange(256)
        elif way < 5:
            del out[at : at + chance.randrange(40)]
        elif way < 8:
            out[at:at] = chance.choice(signs)
        elif way < 9:
            out[at:at] = out[at : at + chance.randrange(200)]
        elif chance.random() < 0.3:
            del out[at:]
    return bytes(out)
