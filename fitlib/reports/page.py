"""A page as a frozen value: head, sections and foot, the figures behind them, and the shapes they are shown in."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from fitlib import __version__, shapes
from fitlib.charts.scope import Scope, period_in_words
from fitlib.indicators.cards import definitions_version
from fitlib.reference import Reference
from fitlib.release import Released
from fitlib.words import Words

HEAD, FOOT = "head", "foot"


@dataclass(frozen=True)
class Section:
    """One part of a page; `html` has been made by charts, tables or shapes, so every text in it is escaped."""

    key: str
    title: str
    html: Markup
    folded: bool = False

    def markup(self) -> Markup:
        """The section in its shape, open or folded."""
        return shapes.fill("folded" if self.folded else "section", key=self.key, title=self.title, inner=self.html)


@dataclass(frozen=True)
class Stamp:
    """Which data, which code and which definitions a page was made of."""

    data_date: date | None
    data_hash: str
    imports: int
    code: str
    definitions: str

    @classmethod
    def of(cls, store_stamp: Any, reference: Reference) -> "Stamp":
        """From the store's own stamp (data_date, data_hash, imports) and the reference constants in use."""
        definitions = definitions_version(reference)
        return cls(store_stamp.data_date, store_stamp.data_hash, store_stamp.imports, __version__, definitions)

    def invented(self) -> "Stamp":
        """The stamp of a page that shows invented cases only: nothing of the store is in it."""
        return replace(self, data_date=None, data_hash="", imports=0)


@dataclass(frozen=True)
class Shown:
    """Pieces of a page for a notebook cell."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class Page:
    """One page: `name` of its report, language, title, typed params, stamp, released figures and sections in order."""

    name: str
    lang: str
    title: str
    params: Any
    stamp: Stamp
    released: Released | None
    sections: tuple[Section, ...]
    about: Scope | None = None

    def facts(self) -> list[dict[str, Any]]:
        """One dict per figure: name, group, value, k, n, low, high, unit, denominator, method, hidden."""
        return [asdict(fact) for fact in self.released.facts] if self.released else []

    def show(self, *keys: str) -> Shown:
        """Head, sections or foot by key, in the order asked for; all of them without a key. The head brings the style.

        Raises: KeyError for a section that the page does not have.
        """
        pieces = [self._piece(key) for key in keys or (HEAD, *(section.key for section in self.sections), FOOT)]
        sheet = Markup("<style>{}</style>").format(shapes.style()) if HEAD in keys or not keys else ""
        return Shown(sheet + shapes.fill("body", lang=self.lang, inner=Markup("\n").join(pieces)))

    def html(self) -> Markup:
        """The page's body: head, sections, foot."""
        return Markup("\n").join(self._piece(key) for key in (HEAD, *(section.key for section in self.sections), FOOT))

    def document(self) -> str:
        """A whole HTML file with its style inside; it names no host."""
        return str(shapes.fill("document", lang=self.lang, title=self.title, style=shapes.style(), inner=self.html()))

    def _piece(self, key: str) -> Markup:
        if key in (HEAD, FOOT):
            return self._head() if key == HEAD else self._foot()
        found = {section.key: section for section in self.sections}
        return found[key].markup()

    @property
    def scope(self) -> Scope:
        """Whose and when: what the report says (`about`), else team and period of the parameters and the data date."""
        return self.about or Scope(
            getattr(self.params, "team", None), getattr(self.params, "period", None), self.stamp.data_date
        )

    def _head(self) -> Markup:
        words = Words(self.lang)
        audience = getattr(self.params, "audience", None)
        day = self.scope.data_date
        rows = [
            (words(f"page.stamp.{self.scope.level}"), self.scope.team),
            (words("page.stamp.period"), self.scope.period and period_in_words(self.scope.period, words)),
            (words("page.stamp.data_date"), day and words.date(day)),
        ]
        pairs = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*row) for row in rows if row[1])
        return shapes.fill(
            "head", kind=words("page.product"), audience=words(f"page.audience.{audience}") if audience else "",
            title=self.title, stamp=Markup("").join(pairs),
        )  # fmt: skip

    def _foot(self) -> Markup:
        words = Words(self.lang)
        stamp = self.stamp
        kept = (
            words("page.data", hash=stamp.data_hash[:8], imports=stamp.imports)
            if stamp.data_hash
            else words("page.invented")
        )
        versions = words("page.versions", data=kept, code=stamp.code, definitions=stamp.definitions)
        return shapes.fill("foot", legend=words("page.legend"), versions=versions)
