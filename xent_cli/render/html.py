"""Blocks as HTML: one page that needs nothing beside it, or a part of somebody else's."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from xent_cli.core.characters import visible
from xent_cli.render.block import Block, Figure, Grid, Math, Note, Result, Steps, Strip, Title

KINDS = {"✓": "yes", "✗": "no", "→": "way", "·": "remark"}
# Of a part of a page; colours are those around it unless the page has named its own.
STYLE = """
.xent { line-height: 1.5; overflow-wrap: anywhere; }
.xent .scroll { overflow-x: auto; overflow-y: hidden; margin: 0.75em 0; }
.xent table { border-collapse: collapse; margin: 0; }
.xent caption { text-align: left; font-weight: 600; padding: 0.25em 0; white-space: nowrap; }
.xent th, .xent td { padding: 0.25em 0.75em; text-align: left; font-weight: normal; vertical-align: baseline; }
.xent th, .xent td { overflow-wrap: normal; }
.xent th:first-child, .xent td:first-child { padding-left: 0.25em; }
.xent .number { text-align: right; white-space: pre; font-variant-numeric: tabular-nums; }
.xent td.number, .xent th.number[scope=row] { font-family: ui-monospace, Menlo, Consolas, monospace; }
.xent .long { min-width: 16em; max-width: 30em; overflow-wrap: anywhere; }
.xent thead th { border-bottom: 1px solid var(--rule, currentColor); white-space: nowrap; }
.xent thead th { color: var(--formula, inherit); }
.xent tbody tr + tr > * { border-top: 1px solid var(--hair, transparent); }
.xent tfoot > tr > * { border-top: 1px solid var(--rule, currentColor); font-weight: 600; }
.xent figure { margin: 1em 0; }
.xent figure svg { max-width: 100%; height: auto; }
.xent math { font-size: 1.1em; }
.xent .formula { color: var(--formula, inherit); }
.xent .formula math { margin: 0.25em 0; width: max-content; }
.xent .result { font-size: 1.15em; margin: 1em 0; }
.xent .result strong { color: var(--yes, inherit); font-variant-numeric: tabular-nums; }
.xent .faint { color: var(--faint, inherit); }
.xent ul { list-style: none; margin: 1em 0; padding: 0; }
.xent li { margin: 0.25em 0; padding-left: 1.5em; text-indent: -1.5em; }
.xent .mark { display: inline-block; width: 1.5em; text-indent: 0; font-weight: 700; }
.xent .yes .mark { color: var(--yes, inherit); }
.xent .no .mark { color: var(--no, inherit); }
.xent .way .mark { color: var(--way, inherit); }
@media (max-width: 40rem) {
  .xent table { font-size: 0.85em; }
  .xent th, .xent td { padding: 0.25em 0.4em; }
}
"""
PAGE_STYLE = """
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c2128; --faint: #59636e; --rule: #8c959f; --hair: #e4e8ec;
  --formula: #0a5a8a; --yes: #116329; --no: #b3261e; --way: #7a2ea0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e4e8ec; --faint: #9aa5b1; --rule: #6b7683; --hair: #2a3038;
    --formula: #79c0ff; --yes: #7ee787; --no: #ff9a92; --way: #d6a5f5;
  }
}
body { margin: 0; background: var(--paper); color: var(--ink); font-family: system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; }
@media print { .xent .scroll { overflow: visible; } }
"""


def page(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of a whole page, without their newlines."""
    laid_out = list(blocks)
    title = next((block.text for block in laid_out if isinstance(block, Title)), "answer")
    yield from (
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escaped(title)} · xent</title>",
        f"<style>{PAGE_STYLE}{STYLE}</style>",
        "</head>",
        "<body>",
        '<main class="xent">',
        *_body(laid_out, level=1),
        "</main>",
        "</body>",
        "</html>",
    )


def part(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of a part of a page: a notebook's cell."""
    yield f"<style>{STYLE}</style>"
    yield '<div class="xent">'
    yield from _body(blocks, level=4)
    yield "</div>"


def _body(blocks: Iterable[Block], *, level: int) -> Iterator[str]:
    titles = 0
    for noted, together in groupby(blocks, lambda block: isinstance(block, Note)):
        if noted:
            yield "<ul>"
            yield from (_note(note) for note in together if isinstance(note, Note))
            yield "</ul>"
            continue
        for block in together:
            match block:
                case Title():
                    yield from _title(block, level + min(titles, 1) + block.depth)
                    titles += 1
                case Grid():
                    yield from _grid(block)
                case Result():
                    yield _result(block)
                case Figure():
                    yield f'<figure role="img" aria-label="{escaped(block.words)}">'
                    yield block.svg[block.svg.index("<svg") :]
                    yield "</figure>"


def _title(title: Title, level: int) -> Iterator[str]:
    yield f"<h{level}>{escaped(title.text)}</h{level}>"
    for formula in (title.formula, *title.where):
        if isinstance(formula, Math):
            yield '<div class="scroll formula" role="region" aria-label="formula" tabindex="0">'
            yield f'<math display="block">{formula}</math>'
            yield "</div>"
        else:
            yield f'<p class="faint">{escaped(formula)}</p>'


def _grid(grid: Grid) -> Iterator[str]:
    """A table that scrolls in itself where it is too wide."""
    label = grid.title or ("steps" if isinstance(grid, Steps) else "table")
    yield f'<div class="scroll" role="region" aria-label="{escaped(label)}" tabindex="0">'
    yield "<table>"
    if grid.title:
        yield f"<caption>{escaped(grid.title)}</caption>"
    if grid.headed:
        heads = (f'<th scope="col"{_kind(strip)}>{inline(strip.header)}</th>' for strip in grid.strips)
        yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for line in zip(*(strip.cells for strip in grid.strips), strict=True):
        yield _row(grid, line)
    yield "</tbody>"
    if grid.totalled:
        yield f"<tfoot>{_row(grid, tuple(strip.total for strip in grid.strips))}</tfoot>"
    yield "</table>"
    yield "</div>"
    if grid.caption:
        yield f'<p class="faint">{escaped(grid.caption)}</p>'


def _row(grid: Grid, line: tuple[str, ...]) -> str:
    """A line, whose first cells say which it is."""
    cells = []
    for i, (strip, text) in enumerate(zip(grid.strips, line, strict=True)):
        said, kind = inline(text), _kind(strip)
        cells.append(f'<th scope="row"{kind}>{said}</th>' if i < grid.keys else f"<td{kind}>{said}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _kind(strip: Strip) -> str:
    """What a cell is: a number, or a text so long that it is folded."""
    if strip.numeric:
        return ' class="number"'
    long = any(len(cell) > 40 and not isinstance(cell, Math) for cell in strip.cells)
    return ' class="long"' if long else ""


def _result(result: Result) -> str:
    unit = f" {escaped(result.unit)}" if result.unit else ""
    remark = f' <span class="faint">({escaped(result.remark)})</span>' if result.remark else ""
    return f'<p class="result">{escaped(result.name)} = <strong>{escaped(result.value)}</strong>{unit}{remark}</p>'


def _note(note: Note) -> str:
    said = f"{inline(note.formula)}: {escaped(note.text)}" if note.formula else escaped(note.text)
    return f'<li class="{KINDS[note.mark]}"><span class="mark" aria-hidden="true">{note.mark}</span>{said}</li>'


def inline(text: str) -> str:
    """A formula within a line, or text."""
    return f"<math>{text}</math>" if isinstance(text, Math) else escaped(text)


def escaped(text: str) -> str:
    """Text that means itself in HTML, within an attribute too.

    >>> escaped('<b class="x">\\x1b')
    '&lt;b class=&quot;x&quot;&gt;\\\\x1b'
    """
    return escape(visible(text))
