"""GATE IN, the workbook: an XLSX file is unpacked here under limits, and only what was unpacked is parsed.

An XLSX file is a zip: it may unpack to gigabytes, hold macros, or place one cell in the last column of the last row so
that a reader reserves memory for the whole sheet. Source: the project's attack list (zip bomb, file types).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from fitlib.errors import InputRefused
from fitlib.intake.content import Content
from fitlib.intake.extent import extent, text_size

MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|(xl/)?_rels/.*|xl/(workbook|styles|sharedStrings)\.xml|xl/worksheets/[^/]+\.xml"
)
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def unpacked(content: Content, limits: Mapping[str, Any]) -> bytes:
    """The workbook again, with the parts that hold cells only, stored without compression.

    Raises: InputRefused for what is no workbook, has macros, or would unpack to more than the limits.
    """
    data = content.take()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _repacked(archive, content, limits)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise InputRefused("intake_xlsx_broken", file=content.file) from None


def _repacked(archive: zipfile.ZipFile, content: Content, limits: Mapping[str, Any]) -> bytes:
    members = archive.infolist()
    _check_sizes(members, content, limits)
    names = {member.filename for member in members}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names or any(MACROS.search(name.encode()) for name in names):
        raise InputRefused("intake_not_xlsx", file=content.file)
    parts = {name: archive.read(name) for name in names if NEEDED.fullmatch(name)}
    _check_cells(parts, content, limits)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as small:
        for name, part in sorted(parts.items()):
            small.writestr(zipfile.ZipInfo(name), part)
    return packed.getvalue()


def _check_sizes(members: list[zipfile.ZipInfo], content: Content, limits: Mapping[str, Any]) -> None:
    size = sum(member.file_size for member in members)
    ratio = size / max(1, sum(member.compress_size for member in members))
    too_much = (
        len(members) > limits["xlsx.members"]
        or size > limits["xlsx.unpacked"]
        or (size > limits["xlsx.small"] and ratio > limits["xlsx.ratio"])
    )
    if too_much:
        raise InputRefused("intake_xlsx_bomb", file=content.file)


def _check_cells(parts: Mapping[str, bytes], content: Content, limits: Mapping[str, Any]) -> None:
    if MACROS.search(parts["[Content_Types].xml"]):
        raise InputRefused("intake_not_xlsx", file=content.file)
    for sheet in (part for name, part in parts.items() if SHEET.fullmatch(name)):
        rows, columns = extent(sheet)
        text = text_size(sheet, parts.get("xl/sharedStrings.xml", b""), limits["xlsx.text"])
        if rows > limits["xlsx.rows"] + 1 or columns > limits["xlsx.columns"] or text > limits["xlsx.text"]:
            raise InputRefused("intake_xlsx_bomb", file=content.file)
