"""LaTeX is read by a parser that is not ours, and knows no command beyond LaTeX's own and amsmath's."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexEnvironmentNode, LatexMacroNode, LatexWalker

import xent_cli
from xent_cli.app import run
from xent_cli.render.block import Grid, Note, Strip
from xent_cli.render.latex import GREEK, LINES, escaped, lines

from .calls import CALLS

GOLDENS = Path(__file__).parent / "goldens"
MACROS = (
    {"begin", "end", "noindent", "textbf", "text", "item", "hline", "footnotesize", "setlength", "tabcolsep"}
    | {"renewcommand", "arraystretch", "phantom", "frac", "sum", "prod", "max", "ln", "log", "hat", "partial", "sqrt"}
    | {"left", "right", "times", "surd", "cdot", "to", "colon", "infty", "dots", "allowbreak", "raggedright"}
    | {"textbackslash", "textasciicircum", "textasciitilde", "textless", "textgreater", "textbar", "texttt", "char"}
    | {
        "pm",
        "div",
        "approx",
        "simeq",
        "cong",
        "ne",
        "le",
        "ge",
        "`",
        "\\",
        "{",
        "}",
        "$",
        "&",
        "#",
        "%",
        "_",
        ",",
        ";",
        "|",
    }
    | {"operatorname"}
    | {name.removeprefix("\\") for name in GREEK.values()}
)
ENVIRONMENTS = {"gather*", "align*", "center", "tabular", "flushleft", "itemize"}

Shown = Callable[..., str]


def nodes(text: str) -> Iterator[Any]:
    """Everything in a fragment; a parser that forgives nothing has read it."""
    found = LatexWalker(text, tolerant_parsing=False).get_latex_nodes()[0]
    waiting = list(found)
    while waiting:
        node = waiting.pop()
        yield node
        for inner in ("nodelist", "nodeargd"):
            held = getattr(node, inner, None)
            held = getattr(held, "argnlist", held) or ()
            waiting += [part for part in held if part is not None]


def check(text: str) -> None:
    """The fragment can be parsed, and uses nothing but what amsmath brings."""
    found = list(nodes(text))
    assert {node.macroname for node in found if isinstance(node, LatexMacroNode)} <= MACROS
    assert {node.environmentname for node in found if isinstance(node, LatexEnvironmentNode)} <= ENVIRONMENTS


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Shown:
    """Standard output of a command line in LaTeX."""

    def show(*argv: str, code: int = 0) -> str:
        assert run([*argv, "--format", "latex"]) == code, capsys.readouterr().err
        return capsys.readouterr().out

    return show


@pytest.mark.parametrize("argv", CALLS, ids=" ".join)
def test_every_answer_parses(shown: Shown, argv: tuple[str, ...]) -> None:
    text = shown(*argv)
    check(text)
    assert text.isascii()


def test_a_table_and_a_sheet_parse(shown: Shown, tmp_path: Path) -> None:
    table = tmp_path / "50%_{a}.csv"
    table.write_text("y,where,p_a&b,p_$\na&b,#1,0.7,0.3\n$,^2,0.2,0.8\n")
    check(shown("ce", str(table), "--target", "y", "--by", "where", "--worst", "2", "--base", "2"))
    sheet = tmp_path / "home_{work}.txt"
    sheet.write_text("ce 0 0.7,0.3 = 0.357\nce 0 0.7,0.3 = 1_0{\nfoo \\x = 2\nce 0 0.7,0.2,0.1 = 0.515\n")
    check(shown("check", str(sheet), code=1))
    check(shown("ce", "0", "0.7,0.2,0.1", "--expect", "0.515", code=1))


@pytest.mark.parametrize(
    ("golden", "argv"),
    [
        ("focal.tex", ("focal", "0", "2,1,0.1", "--logits")),
        ("batch.tex", ("bce", "1,0;0,1", "0.9,0.2;0.1,0.8", "--sample-weight", "1,2")),
    ],
)
def test_whole_outputs(shown: Shown, golden: str, argv: tuple[str, ...]) -> None:
    assert shown(*argv) == (GOLDENS / golden).read_text(encoding="utf-8")


@given(st.text())
def test_any_text_means_itself(text: str) -> None:
    check(escaped(text))
    check("\n".join(lines([Grid("", (Strip(text, (text,)),)), Note(text)])))


# Of these the parser that reads a fragment back knows no text.
PLAIN = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in "\"'`-<>|^~") + "äßễ猫"


@given(st.text(PLAIN))
def test_and_reads_as_it_was(text: str) -> None:
    read = LatexNodes2Text(keep_comments=True).latex_to_text(escaped(text))
    assert "".join(read.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\x1b[31m\u202e", r"\textbackslash{}x1b[31m\textbackslash{}u202e"),
        ("--eps, a - b", "-{}-eps, a - b"),
        ("γ, α_t, Σ w, ŷ - y", r"$\gamma$, $\alpha$\_t, $\Sigma$ w, $\hat{y}$ - y"),
        ("γάτα, Nguyễn, 猫", "γάτα, Nguyễn, 猫"),
        ('a<b>|c"', r"a\textless{}b\textgreater{}\textbar{}c\texttt{\char34}"),
        ("D(p‖q) · 2", r"D(p$\|$q) $\cdot$ 2"),
    ],
)
def test_text(text: str, written: str) -> None:
    assert escaped(text) == written


def said_in(path: Path) -> Iterator[str]:
    """The strings of a file, but for what explains its code."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    explained: set[int] = set()
    for node in tree:
        if isinstance(node, ast.Expr):
            explained.add(id(node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


@pytest.mark.parametrize(
    "room", ["answers", "commands", "information", "inputs", "measures", "tables", "typed", "verify"]
)
def test_nothing_that_we_say_needs_a_package(room: str) -> None:
    for path in (Path(xent_cli.__file__).parent / room).rglob("*.py"):
        for said in said_in(path):
            needing = {letter for letter in said if not escaped(letter).isascii()}
            assert not needing, f"{path}: {said}"


def test_no_digit_is_lost(capsys: pytest.CaptureFixture[str], shown: Shown) -> None:
    argv = ("grad", "ce", "0", "2,1,0.1", "--logits", "--digits", "12")
    assert run([*argv]) == 0
    numbers = set(re.findall(r"\d+\.\d+", capsys.readouterr().out))
    assert numbers
    assert numbers <= set(re.findall(r"\d+\.\d+", shown(*argv)))


def test_a_table_that_is_longer_than_a_page_has_several(shown: Shown) -> None:
    rows = ";".join(["0.5,0.5"] * (LINES + 1))
    text = shown("softmax", rows)
    assert text.count(r"\begin{tabular}") == text.count(r"\end{tabular}") > 2
    for tabular in text.split(r"\begin{tabular}")[1:]:
        assert tabular.partition(r"\end{tabular}")[0].count(r"\\") <= LINES + 2


def test_a_stream_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table = tmp_path / "preds.csv"
    table.write_text("y,a,b\n0,0.7,0.3\n1,0.2,0.8\n")
    for looks in ("latex", "html"):
        assert run(["ce", str(table), "-t", "y", "--reduction", "none", "--format", looks]) == 2
        out, err = capsys.readouterr()
        assert (out, err) == (
            "",
            f"xent: --format {looks}: this format shows one answer, not one for each row; "
            "leave out --reduction none, or ask for one --row\n",
        )
