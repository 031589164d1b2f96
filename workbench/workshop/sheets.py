"""The sheets of a training: written together in the room, printed, taken along as a workbook. Kept only when saved."""

from datetime import date
from pathlib import Path

from tornado.web import HTTPError

from fitlib.errors import SetUpFailed
from fitlib.reports import training_sheet
from fitlib.reports.training_sheet import Sheet, Typed
from fitlib.words import Words
from workbench.workshop import frames, handout
from workbench.workshop.room import Room
from workbench.workshop.saved import FOLDER
from workbench.workshop.trainer import Trainer
from workbench.writing import slug, write_whole

LONGEST, LINES, MONTHS = 300, 6, 3  # a cell's letters; how many empty lines, and months of a turned sheet, are typed
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STYLES, WIDE = ("sheet.css", "alone.css"), "wide.css"
KEEP, EMPTY, SAVE, FORMS = "keep", "empty", "save", ("html", "pdf", "xlsx")


def document(sheet: Sheet, room: Room, words: Words, filled: bool) -> str:
    """The sheet on paper, empty or as the room has written it; its style stands inside."""
    typed = room.typed.get(sheet.name, {}) if filled else {}
    made = training_sheet.page(sheet, typed, words.lang, room.reference).document()
    return handout.styled(made, (*STYLES, WIDE) if sheet.wide else STYLES)


def workbook(sheet: Sheet, room: Room, words: Words, filled: bool) -> bytes:
    """The same as a workbook."""
    typed = room.typed.get(sheet.name, {}) if filled else {}
    return training_sheet.xlsx(sheet, typed, words, room.reference)


def save(sheet: Sheet, room: Room, words: Words, today: date) -> Path:
    """What the room has written, as a workbook in FIT_HOME/workshops. Gives: the file, a new one each time."""
    folder, stem = room.home / FOLDER, f"{slug(sheet.name)}-{today.isoformat()}"
    number = 1 + sum(1 for _ in folder.glob(f"{stem}-*.xlsx"))
    return write_whole(folder / f"{stem}-{number}.xlsx", workbook(sheet, room, words, True))


class Asked(Trainer):
    """A request about one sheet."""

    def sheet(self, name: str) -> Sheet:
        """The sheet of an address. Raises: HTTPError 404."""
        if name not in training_sheet.names():
            raise HTTPError(404, "nothing")
        return training_sheet.load(name)


class Fill(Asked):
    """The page on which the trainer writes what the room says."""

    def get(self, name: str) -> None:
        """The form, with what has been written so far."""
        self._show(self.sheet(name), "")

    async def post(self, name: str) -> None:
        """Takes: cells by row and column, and what is to be done. Written cells show on the screen."""
        sheet, done = self.sheet(name), self.get_body_argument("do", KEEP)
        self.room.typed[name] = {} if done == EMPTY else self._cells(sheet)
        await self.room.tell()
        if done in FORMS:
            self.redirect(f"/trainer/sheet/{name}.{done}?lang={self.words.lang}&typed=1", status=303)
            return
        self._show(sheet, str(save(sheet, self.room, self.words, date.today())) if done == SAVE else "")

    def _show(self, sheet: Sheet, saved: str) -> None:
        words, rows = self.words, shown(sheet)
        typed = self.room.typed.get(sheet.name, {})
        lines = [self._line(sheet, row, number, typed) for number, row in enumerate(rows, 1)]
        page = frames.fill(
            "sheet", words, sheet=sheet, title=sheet.title(words), lead=words(f"trainings.sheet.{sheet.name}.lead"),
            lines=lines, saved=saved, longest=LONGEST,
        )  # fmt: skip
        self.finish(str(page))

    def _line(self, sheet: Sheet, row: str, number: int, typed: Typed) -> tuple[str, list[tuple[str, str, str, str]]]:
        """A row's name and its cells: where each stands, the column's name, what is printed, what is written."""
        words, columns = self.words, sheet.columns
        first = sheet.printed(row, columns[0], words)
        return first or str(number), [
            (f"{row}.{one}", sheet.head(one, words), sheet.printed(row, one, words), typed.get((row, one), ""))
            for one in (columns[1:] if first else columns)
        ]

    def _cells(self, sheet: Sheet) -> dict[tuple[str, str], str]:
        asked = ((row, one) for row in shown(sheet) for one in sheet.columns)
        texts = {(row, one): self.get_body_argument(f"{row}.{one}", "").strip()[:LONGEST] for row, one in asked}
        return {cell: text for cell, text in texts.items() if text}


class Take(Asked):
    """The sheet as a file: to print, to keep, to fill in."""

    async def get(self, name: str, form: str) -> None:
        """HTML, PDF or XLSX; with `typed` as the room has written it, else empty."""
        sheet, words, filled = self.sheet(name), self.words, bool(self.get_query_argument("typed", ""))
        if form == "xlsx":
            self._give(workbook(sheet, self.room, words, filled), XLSX, name, form)
            return
        made = document(sheet, self.room, words, filled)
        if form == "html":
            self.as_paper(made)
            return
        try:
            printed = await handout.pdf(made)
        except SetUpFailed:
            raise HTTPError(503, "pdf") from None
        self._give(printed, "application/pdf", name, form)

    def _give(self, content: bytes, kind: str, name: str, form: str) -> None:
        self.set_header("Content-Type", kind)
        self.set_header("Content-Disposition", f'attachment; filename="{slug(name)}-{self.words.lang}.{form}"')
        self.finish(content)


def shown(sheet: Sheet) -> tuple[str, ...]:
    """The rows that can be typed: those with a name, else the first few."""
    return sheet.rows if sheet.first_printed else sheet.rows[: MONTHS if sheet.turned else LINES]
