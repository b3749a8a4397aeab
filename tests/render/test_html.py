"""HTML is read by a strict parser, and is a page by itself: nothing is fetched, nothing is run."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli.app import run
from xent_cli.core.characters import visible
from xent_cli.render import html
from xent_cli.render.block import Grid, Note, Strip, Title

from .calls import CALLS

GOLDENS = Path(__file__).parent / "goldens"

Shown = Callable[..., Element]


def parsed(page: str) -> Element:
    """The tree of a page without a fault."""
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return root


def text_of(element: Element) -> str:
    """What is read of it."""
    return "".join(element.itertext())


def numbers_in(text: str) -> set[str]:
    """The numbers with a point."""
    return set(re.findall(r"-?\d+\.\d+", text))


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Shown:
    """The page of a command line."""

    def show(*argv: str, code: int = 0) -> Element:
        assert run([*argv, "--format", "html"]) == code, capsys.readouterr().err
        return parsed(capsys.readouterr().out)

    return show


@pytest.mark.parametrize("argv", CALLS, ids=" ".join)
def test_every_answer_is_a_page(shown: Shown, argv: tuple[str, ...]) -> None:
    page = shown(*argv)
    assert page.get("lang") == "en"
    assert text_of(page.find("head/title")).endswith(" · xent")
    assert [text_of(h) for h in page.iter("h1")] == [text_of(page.find("head/title")).removesuffix(" · xent")]


def test_a_table_and_a_sheet_are_pages(shown: Shown, tmp_path: Path) -> None:
    table = tmp_path / "<b>.csv"
    table.write_text("y,where,p_a&b,p_<i>\na&b,<u>,0.7,0.3\n<i>,&amp;,0.2,0.8\n")
    page = shown("ce", str(table), "--target", "y", "--by", "where", "--worst", "2")
    assert {"a&b", "<i>", "<u>", "&amp;"} <= {text_of(head).strip() for head in page.iter("th")}
    sheet = tmp_path / "<script>.txt"
    sheet.write_text("ce 0 0.7,0.3 = 0.357\nce 0 0.7,0.3 = <script>\nce 0 0.7,0.2,0.1 = 0.515\n")
    page = shown("check", str(sheet), code=1)
    assert str(sheet) in {text_of(head) for head in page.iter("th")}
    assert any("log2 taken instead of ln" in text_of(note) for note in page.iter("li"))
    page = shown("ce", "0", "0.7,0.2,0.1", "--expect", "0.515", code=1)
    assert [note.get("class") for note in page.iter("li")][-2:] == ["no", "way"]


def test_a_page_needs_nothing_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["focal", "0", "2,1,0.1", "--logits", "--format", "html"]) == 0
    text = capsys.readouterr().out
    assert not re.search(r"https?:|\bsrc=|\bhref=|url\(|@import|<script|<link", text)
    assert "prefers-color-scheme: dark" in text


def test_what_is_wide_scrolls_in_itself_and_can_be_reached(shown: Shown) -> None:
    page = shown("focal", "0", "2,1,0.1", "--logits")
    boxes = [box for box in page.iter("div") if "scroll" in box.get("class", "")]
    assert len(list(page.iter("table"))) == sum(len(box.findall("table")) for box in boxes) == 2
    for box in boxes:
        assert (box.get("role"), box.get("tabindex")) == ("region", "0")
        assert box.get("aria-label")


def test_a_table_says_what_its_lines_and_columns_are(shown: Shown) -> None:
    page = shown("ce", "a", "0.7,0.3", "--classes", "a,b")
    table = next(page.iter("table"))
    assert {head.get("scope") for head in table.iter("th")} == {"col", "row"}
    assert [text_of(line.find("th")) for line in table.iter("tr")] == ["k", "a", "b", "Σ"]
    assert len(list(table.iter("{http://www.w3.org/1998/Math/MathML}math"))) or len(list(table.iter("math")))


@given(st.text(min_size=1))
def test_any_text_means_itself(text: str) -> None:
    grid = Grid(text, (Strip(text, (text,)), Strip("", ("0.5",), numeric=True)))
    page = parsed("\n".join(html.page([Title(text, text), grid, Note(text)])))
    seen = visible(text)
    assert [text_of(head) for head in page.iter("th")] == [seen, "", seen]
    assert text_of(next(page.iter("h1"))) == text_of(next(page.iter("caption"))) == seen
    assert text_of(next(page.iter("li"))) == f"·{seen}"


def test_no_digit_is_lost(capsys: pytest.CaptureFixture[str], shown: Shown) -> None:
    argv = ("grad", "ce", "0", "2,1,0.1", "--logits", "--digits", "12")
    assert run([*argv]) == 0
    numbers = numbers_in(capsys.readouterr().out)
    assert numbers
    assert numbers <= numbers_in(" ".join(shown(*argv).itertext()))


def test_a_whole_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["focal", "1", "0.9", "--alpha", "0.25", "--format", "html"]) == 0
    assert capsys.readouterr().out == (GOLDENS / "focal.html").read_text(encoding="utf-8")


def test_a_part_leaves_the_page_around_it_alone() -> None:
    text = "\n".join(html.part([Title("entropy", "2 rows")]))
    rules = re.findall(r"^\s*([^{}@\n]+)\{", html.STYLE, re.MULTILINE)
    assert rules
    assert all(selector.strip().startswith(".xent") for rule in rules for selector in rule.split(","))
    html5lib.HTMLParser(strict=True).parseFragment(text)
