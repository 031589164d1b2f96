"""The quick check of our own markup gives what sanitiser and tidying give, or leaves it to them."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from fitlib import shapes
from fitlib.words import Words
from tests.property import examples
from tests.unit.charts.every import EVERY
from workbench.markup import checked
from workbench.sanitise import Sanitise

HOSTILE = (
    '<p onclick="x()">a</p>',
    '<p style="background:url(//e.example)">a</p>',
    "<script>a</script>",
    "<p><script></p>",
    '<a href="javascript:x">a</a>',
    '<a href="https://e.example">a</a>',
    '<div><img src="x"></div>',
    "<p><!-- a --></p>",
    '<p style="width:1px;background:red">a</p>',
    "<p>&lt;script&gt;&amp;lt;</p>",
    "<p>a & b</p>",
    "<p>&nbsp;</p>",
    '<svg><rect fill="url(//e.example)"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>',
    "<p>a\r\nb</p>",
    '<svg><rect fill="url(#a)url(b"/></svg>',
    '<svg><text><a href="#x">a</a></text></svg>',
    "<p>a<div>b</div></p>",
    "<table><tr><td>a</td></tr></table>",
    "<table>a</table>",
    '<p id="a" id="b">c</p>',
    '<p ID="a" id="b">c</p>',
    '<p title="javascript:x">a</p>',
    '<p aria-owns="x" aria-label="data:">a</p>',
    '<p class="">a</p>',
    '<p class=" a  b ">a</p>',
    '<a href="register.fi.html#a">a</a>',
    "<p>a</p",
    "<p>a</p> b",
    "<div><p>a</div></p>",
    "<ul><li>a<ul><li>b</li></ul></li></ul>",
    "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
    "<details open><p>a</p></details>",
    '<p title="&quot;&gt;&lt;b">a</p>',
    '<p title="a&#39;b">a</p>',
    "<p>\x00</p>",
    "<p>\u2028 \u00a0</p>",
    "<p> \n </p>",
    '<svg viewBox="0 0 1 1"><g/><clipPath id="a"><path d="M0"/></clipPath></svg>',
    "<P>a</P>",
    '<p hidden="x">a</p>',
)
TAGS = (
    "p",
    "div",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "a",
    "b",
    "strong",
    "svg",
    "g",
    "path",
    "title",
    "text",
    "details",
    "summary",
    "span",
    "h2",
    "caption",
    "br",
    "script",
    "style",
    "img",
)
NAMES = ("class", "id", "href", "style", "title", "onclick", "fill", "viewBox", "aria-label", "open", "src")
VALUES = (
    "a",
    "",
    "a  b",
    "#a",
    "url(#a)",
    "url(b)",
    "javascript:a",
    "https://e",
    "width:1px",
    "&lt;b",
    "&quot;",
    "ä 'x'",
)
TEXTS = ("a", " ", "\n", "\n \n", "&amp;", "&lt;script&gt;", "&#39;", "ä", "\u00a0")


def tag(name: str, attributes: list[tuple[str, str]], inner: str) -> str:
    written = "".join(f' {one}="{value}"' for one, value in attributes)
    return f"<{name}{written}>{inner}</{name}>"


trees = st.recursive(
    st.sampled_from(TEXTS),
    lambda inner: st.builds(
        tag,
        st.sampled_from(TAGS),
        st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=2),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=6,
)


def judged(html: str) -> str:
    """As sanitiser and exporter leave it."""
    return str(BeautifulSoup(Sanitise().sanitize_html_tags(html), features="html.parser"))


@pytest.mark.parametrize("html", HOSTILE)
def test_attack_9_hostile_markup_is_left_to_the_sanitiser_or_comes_out_the_same(html) -> None:
    assert checked(html) in (None, judged(html))


@examples(60)
@example("<p><b>a</b></p>")
@given(trees)
def test_whatever_passes_is_what_the_sanitiser_would_leave(html) -> None:
    assert checked(html) in (None, judged(html))


@pytest.mark.parametrize("name", sorted(EVERY))
def test_every_chart_passes_at_once(name) -> None:
    html = str(EVERY[name](Words("sv")).html())
    assert checked(html) == judged(html)


def test_shapes_pass_at_once() -> None:
    table = shapes.table("Luvut & muut", ["<a>", "b"], [("1", '"2"'), ("..", "–")])
    html = str(shapes.fold("Miten?", shapes.points(["a", "b"]) + table) + shapes.columns([("a", "b")]))
    assert checked(html) == judged(html)
