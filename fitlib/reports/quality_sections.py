"""The sections of the quality page: three cautions, then the five aspects of a measure's competence."""

from collections.abc import Iterator

from markupsafe import Markup

from fitlib import evidence, shapes
from fitlib.charts import reliability, shares
from fitlib.reports import evidence_rows
from fitlib.reports.page import Section
from fitlib.reports.quality_tables import TOO_FEW, Seen, people, table
from fitlib.words import said

ASPECTS = ("reliability", "stability", "consistency", "prediction", "accuracy")
CAUTIONS = ("first", "second", "third")
TENTHS = 10
ALPHAS = {"alpha": None, "alpha_low": "lowest", "alpha_high": "highest"}
STATISTICS = {
    "reliability": ("alpha", "omega"), "consistency": ("r", "cfi", "tli", "rmsea", "srmr", "eigenvalue"),
    "accuracy": ("auc", "share"), "concurrent": ("r",), "sensitivity": ("es", "d", "r"),
}  # fmt: skip
ITEM = Markup('<li><a href="#{}">{}</a>. {}</li>')


def sections(seen: Seen) -> tuple[Section, ...]:
    """All sections; without a single form only what can be said of others' findings."""
    own = [("who", _who), ("reliability", _reliability), ("stability", _stability), ("consistency", _consistency)]
    if not seen.released.of("quality_ceiling"):
        own = [("who", _nobody)]
    accuracy = [("accuracy", _accuracy), ("change", _change)] if len(own) > 1 else []
    parts = [("before", _before), *own, ("prediction", _prediction), *accuracy, ("others", _others)]
    return tuple(Section(key, seen.say(f"section.{key}"), Markup("\n").join(made(seen))) for key, made in parts)


def _before(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.before")])
    cautions = Markup("").join(Markup("<li>{}</li>").format(seen.say(f"caution.{which}")) for which in CAUTIONS)
    yield Markup('<div class="fit-box"><h3>{}</h3><ol>{}</ol></div>').format(seen.say("caution.title"), cautions)
    items = Markup("").join(ITEM.format(one, seen.say(f"aspect.{one}"), seen.say(f"short.{one}")) for one in ASPECTS)
    yield shapes.paragraphs([seen.say("text.aspects")]) + Markup("<ol>{}</ol>").format(items)
    yield shapes.paragraphs([seen.say("text.norms")])


def _nobody(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.nobody")])


def _who(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.who")])
    least = {kind: seen.reference[f"psychometrics.least.{kind}"] for kind in ("alpha", "factor")}
    head = [seen.say(f"column.{name}") for name in ("group", "n")]
    head += [seen.say(f"column.{kind}", least=bound) for kind, bound in least.items()]
    rows = []
    for fact in seen.of("quality_alpha"):
        told = [seen.released.one(name, fact.group) for name in ("quality_alpha", "quality_omega")]
        enough = [seen.say("column.no" if one is None or one.method == TOO_FEW else "column.yes") for one in told]
        rows.append([said.group(fact.group, seen.words), people(fact, seen), *enough])
    yield shapes.table(seen.say("caption.who"), head, rows, "fit-facts")


def _reliability(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.reliability")])
    drawn = [fact for fact in seen.of("quality_alpha") if fact.value is not None]
    others = {fact.group: _alphas(seen, fact.group) for fact in drawn}
    if drawn:
        title = seen.say("figure.reliability")
        yield reliability.draw(drawn, others, seen.words, seen.scope, "quality-alpha", title).html()
    yield table(seen, seen.names("reliability"), "reliability")
    yield shapes.paragraphs([seen.say("text.omega")] if drawn else [])
    yield _published(seen, "consistency", "reliability")


def _alphas(seen: Seen, group: str) -> list[tuple[str, float]]:
    """The published alphas of a group's form, with who published them."""
    form = group.split(":")[1].lower()
    studies, found = evidence.load(), []
    for name, value in seen.reference.under(f"published.{form}").items():
        study, _, figure = name.rpartition(".")
        if figure in ALPHAS:
            end = ALPHAS[figure]
            found.append((seen.say(f"published.{end}") if end else _who_of(seen, studies[study], form, figure), value))
    return found


def _who_of(seen: Seen, study: evidence.Card, form: str, figure: str) -> str:
    """Who published it, and of whom where the study tells several forms apart: `Duncan … 2006: ORS, nuoret`."""
    key = f"evidence.result.{study.key}.{form}_{figure}"
    return f"{study.citation}: {seen.words(key)}" if key in seen.words else study.citation


def _stability(seen: Seen) -> Iterator[Markup]:
    ends = {end: seen.words.number(seen.reference[f"published.ors.retest_{end}"], 2) for end in ("low", "high")}
    yield shapes.paragraphs([seen.say("text.stability")])
    yield table(seen, seen.names("stability"), "stability")
    yield shapes.paragraphs([seen.say("text.retest", **ends)])


def _consistency(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.consistency")])
    yield table(seen, seen.names("consistency", "quality_items"), "items")
    yield shapes.paragraphs([seen.say("text.factor", free=seen.reference["psychometrics.few_degrees"])])
    yield table(seen, seen.names("consistency", "quality_loading"), "loadings")
    fit = [name for name in seen.names("consistency") if not name.startswith(("quality_items", "quality_loading"))]
    yield table(seen, fit, "fit")
    yield _published(seen, "structure", "consistency")


def _prediction(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.prediction")])
    yield _published(seen, "prediction", "prediction")


def _accuracy(seen: Seen) -> Iterator[Markup]:
    top = seen.words.number(seen.reference["psychometrics.highest"] / TENTHS, 0)
    yield shapes.paragraphs([seen.say("text.accuracy", top=top)])
    drawn = [fact for fact in seen.of("quality_ceiling") if fact.value is not None]
    if drawn:
        yield shares.draw(drawn, seen.words, seen.scope, "quality-ceiling", seen.say("figure.ceiling")).html()
    yield table(seen, seen.names("accuracy"), "accuracy")
    yield shapes.paragraphs([seen.say("text.auc", least=seen.reference["psychometrics.least.auc"])])
    yield _published(seen, "accuracy", "accuracy")


def _change(seen: Seen) -> Iterator[Markup]:
    row = seen.reference.row("rci.convention")
    convention = seen.words.number(row.value, 0)
    other = ", ".join(seen.words.number(one, 0) for one in row.alternatives if one != row.value)
    yield shapes.paragraphs([seen.say("text.change", convention=convention, other=other)])
    told = [fact for fact in seen.of("quality_reliable_change") if fact.value is not None]
    if not told:
        yield shapes.paragraphs([seen.say("text.no_change", least=seen.least("quality_alpha"))])
        return
    lines = []
    for fact in told:
        alarm = seen.released.one("quality_false_alarm", fact.group)
        values = {"own": said.value(fact, seen.words), "interval": said.interval(fact, seen.words)}
        values |= {"alarm": said.value(alarm, seen.words), "group": said.group(fact.group, seen.words)}
        lines.append(Markup("<li>{}</li>").format(seen.say("text.change_of", convention=convention, **values)))
    yield Markup("<ul>{}</ul>").format(Markup("").join(lines))
    yield table(seen, seen.names("change"), "change")


def _others(seen: Seen) -> Iterator[Markup]:
    yield shapes.paragraphs([seen.say("text.others")])
    for topic in ("concurrent", "sensitivity"):
        yield _published(seen, topic, topic)


def _published(seen: Seen, topic: str, aspect: str) -> Markup:
    """What others have found on the topic, and what it does not show."""
    cards = evidence.about(topic, evidence.load())
    caption = seen.say("evidence.caption", topic=seen.words(f"evidence.topic.{topic}"))
    found = evidence_rows.table(cards, caption, seen.words, STATISTICS.get(aspect, ()))
    folded = shapes.fold(seen.say("evidence.found"), evidence_rows.notes(cards, seen.words), "fit-evidence")
    return found + folded
