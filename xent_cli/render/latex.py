r"""Blocks as a LaTeX fragment: \usepackage{amsmath}, and it compiles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from xent_cli.core.characters import visible
from xent_cli.formula.latex import GREEK
from xent_cli.formula.typeset import SMALL_DIGITS
from xent_cli.render.block import Block, Grid, Math, Note, Result, Steps, Strip, Title

# No tabular breaks by itself: the lines of a page, the digits of a line, the letters after which a cell is folded.
LINES, WIDTH, FOLDED = 40, 81, 36
MARKS = {"✓": r"$\surd$", "✗": r"$\times$", "→": r"$\to$", "·": r"$\cdot$"}
_NUMBER = re.compile(r"-?(?:\d[\d .]*(?:e[-+]?\d+)?|inf)")
_POWER = re.compile(r"(\d[\d.]*)e([-+]?\d+)")
_COMMAND = re.compile(r"\\(?:hat|frac|text|left|right)|[{}_^ ]|(?<=\\)[A-Za-z]+")
_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\texttt{\char34}",
    "'": "'{}",
    "`": r"\`{}",
    "-": "-{}",
    "‖": r"$\|$",
    "−": "$-$",
    "×": r"$\times$",
    "÷": r"$\div$",
    "±": r"$\pm$",
    "·": r"$\cdot$",
    "√": r"$\surd$",
    "∞": r"$\infty$",
    "∂": r"$\partial$",
    "→": r"$\to$",
    "≈": r"$\approx$",
    "≃": r"$\simeq$",
    "≅": r"$\cong$",
    "≠": r"$\ne$",
    "≤": r"$\le$",
    "≥": r"$\ge$",
    "²": "$^2$",
    "½": r"$\frac12$",
    "…": r"\dots{}",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "–": "--",
    "—": "---",
    **{digit: f"$_{i}$" for i, digit in enumerate(SMALL_DIGITS)},
    **MARKS,
}
# A Greek letter by itself is a symbol; in a word it is part of that.
_LETTERS = {**{letter: f"${name}$" for letter, name in GREEK.items()}, "ŷ": r"$\hat{y}$"}
_WORD = rf"[^\W\d_{SMALL_DIGITS}]"
_ESCAPED = re.compile(
    rf"(?<!{_WORD})[{''.join(_LETTERS)}](?!{_WORD})|-(?=-)|[{re.escape(''.join(_SIGNS.keys() - {'-'}))}]"
)


def lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of text, without their newlines."""
    yield r"% needs \usepackage{amsmath}"
    for noted, together in groupby(blocks, lambda block: isinstance(block, Note)):
        if noted:
            yield from _notes(together)
        else:
            for block in together:
                yield from _drawn(block)


def _drawn(block: Block) -> Iterator[str]:
    match block:
        case Title():
            yield from _title(block)
        case Steps(strips=strips):
            yield from _steps(strips)
        case Grid():
            yield from _grid(block)
        case Result(name, value, unit, remark):
            said = f" {escaped(unit)}" * bool(unit) + f" ({escaped(remark)})" * bool(remark)
            yield r"\begin{flushleft}"
            yield rf"\textbf{{{escaped(name)}}} $=$ {figures(value)}{said}"
            yield r"\end{flushleft}"


def _title(title: Title) -> Iterator[str]:
    if not isinstance(title.formula, Math):
        yield rf"\noindent\textbf{{{escaped(title.text)}}}, {escaped(title.formula)}"
        yield ""
        return
    yield rf"\noindent\textbf{{{escaped(title.text)}}}"
    yield r"\begin{gather*}"
    yield ",\\\\\n".join(f"  {formula}" for formula in (title.formula, *title.where))
    yield r"\end{gather*}"


def _steps(strips: Sequence[Strip]) -> Iterator[str]:
    """What is computed, how, and what comes out, the signs of equality below each other."""
    yield r"\begin{align*}"
    yield "\\\\\n".join(_step(*line) for line in zip(*(strip.cells for strip in strips), strict=True))
    yield r"\end{align*}"
    yield ""


def _step(title: str, formula: str, value: str) -> str:
    said = formula if isinstance(formula, Math) else rf"\text{{{escaped(formula)}}}"
    sign = "=" if isinstance(formula, Math) else r"\colon\;"
    numbers = r",\; ".join(number(part) or rf"\text{{{escaped(part)}}}" for part in value.strip().split(", "))
    return rf"  &\text{{{escaped(title)}}} & {said} &" + f"{sign} {numbers}" * bool(value.strip())


def _grid(grid: Grid) -> Iterator[str]:
    """A tabular, or several that are no wider than a page and no longer."""
    if grid.title:
        yield rf"\noindent\textbf{{{escaped(grid.title)}}}"
    count = len(grid.strips[0].cells)
    for strips in grid.parts(WIDTH, _width) if grid.headed else [grid.strips]:
        totalled = any(strip.total for strip in strips)
        for start in range(0, max(count, 1), LINES):
            end = min(start + LINES, count)
            yield from _tabular(strips, range(start, end), headed=grid.headed, totalled=totalled and end == count)
    if grid.caption:
        yield rf"\noindent {escaped(grid.caption)}"
    yield ""


def _tabular(strips: Sequence[Strip], shown: range, *, headed: bool, totalled: bool) -> Iterator[str]:
    rule = [r"\hline"] * headed
    yield r"\begin{center}\footnotesize\setlength{\tabcolsep}{3pt}\renewcommand{\arraystretch}{1.2}"
    yield rf"\begin{{tabular}}{{{''.join(map(_column, strips))}}}"
    if headed:
        yield from (*rule, _line(inline(strip.header) for strip in strips), *rule)
    yield from (_line(_cell(strip, strip.cells[i]) for strip in strips) for i in shown)
    yield from rule
    if totalled:
        yield from (_line(_cell(strip, strip.total) for strip in strips), *rule)
    yield r"\end{tabular}"
    yield r"\end{center}"


def _column(strip: Strip) -> str:
    """How a column stands: numbers to the right, long texts folded."""
    if strip.numeric:
        return "r"
    return rf"p{{{FOLDED / 2:g}em}}" if _folded(strip) else "l"


def _folded(strip: Strip) -> bool:
    return any(len(cell) > FOLDED and not isinstance(cell, Math) for cell in strip.cells)


def _width(strip: Strip) -> float:
    """How wide a column is, in digits; of a formula, about."""
    header = _COMMAND.sub("", strip.header) if isinstance(strip.header, Math) else strip.header
    return max(len(header), min(FOLDED, max(map(len, strip.cells), default=0))) + 1.4


def _line(cells: Iterable[str]) -> str:
    return rf"{' & '.join(cells)} \\"


def _cell(strip: Strip, text: str) -> str:
    """A cell; what is padded in a terminal, so that the points stand below each other, is so by unseen digits."""
    if not strip.numeric:
        return inline(text).replace(",", r",\allowbreak{}") if _folded(strip) else inline(text)
    places = len(text) - len(text.rstrip())
    if not (places and text.strip()):
        return figures(text)
    unseen = "0" * places if "." in text else "." + "0" * (places - 1)
    return rf"{figures(text)}\phantom{{{unseen}}}"


def _notes(notes: Iterable[Block]) -> Iterator[str]:
    yield r"\begin{itemize}"
    for note in notes:
        assert isinstance(note, Note)
        text = f"{inline(note.formula)}: ${powers(note.text)}$" if note.formula else escaped(note.text)
        yield rf"  \item[{MARKS[note.mark]}] {text}"
    yield r"\end{itemize}"


def inline(text: str) -> str:
    """A formula between dollar signs, or text."""
    return f"${text}$" if isinstance(text, Math) else escaped(text)


def figures(text: str) -> str:
    r"""Numbers as mathematics, with what parts them; what is no number is text.

    >>> figures("-0.25, 1.5e-18; inf"), figures("1 234 "), figures("…")
    ('$-0.25$, $1.5\\times10^{-18}$; $\\infty$', '$1\\,234$', '\\dots{}')
    """
    parts = re.split("(, |; )", text.strip())
    return "".join(f"${written}$" if (written := number(part)) else escaped(part) for part in parts)


def number(text: str) -> str | None:
    """A number as it is written within a formula."""
    return powers(text).replace("inf", r"\infty").replace(" ", r"\,") if _NUMBER.fullmatch(text) else None


def powers(text: str) -> str:
    """Numbers and signs with their powers of ten."""
    return _POWER.sub(lambda found: rf"{found[1]}\times10^{{{int(found[2])}}}", text)


def escaped(text: str) -> str:
    r"""Text that means itself in LaTeX.

    >>> print(escaped("50% of {x_1} & α, --eps, γάτα"))
    50\% of \{x\_1\} \& $\alpha$, -{}-eps, γάτα
    """
    return _ESCAPED.sub(lambda found: _LETTERS.get(found[0]) or _SIGNS[found[0]], visible(text))
