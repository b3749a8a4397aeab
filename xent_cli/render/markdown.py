"""Blocks as Markdown, to paste into a report or an issue."""

from collections.abc import Iterable, Iterator

from xent_cli.core.characters import visible
from xent_cli.render.block import Block, Grid, Note, Result, Title


def lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of text, without their newlines."""
    noted = False
    for block in blocks:
        if noted and not isinstance(block, Note):
            yield ""
        noted = isinstance(block, Note)
        match block:
            case Title(text):
                yield f"###{'#' * block.depth} {escaped(text)}: {escaped(block.formulas)}"
                yield ""
            case Grid():
                yield from _grid(block)
                yield ""
            case Result(name, value, unit, remark):
                said = f" {escaped(unit)}" * bool(unit) + f" ({escaped(remark)})" * bool(remark)
                yield f"**{escaped(name)} = {escaped(value)}**{said}"
                yield ""
            case Note(mark=mark):
                yield f"- {mark} {escaped(block.said)}" if mark != "·" else f"- {escaped(block.said)}"


def _grid(grid: Grid) -> Iterator[str]:
    if grid.title:
        yield f"**{escaped(grid.title)}**"
        yield ""
    yield row(strip.header for strip in grid.strips)
    yield row("---:" if strip.numeric else "---" for strip in grid.strips)
    yield from (row(map(str.strip, line)) for line in zip(*(strip.cells for strip in grid.strips), strict=True))
    if grid.totalled:
        yield row(strip.total.strip() for strip in grid.strips)
    if grid.caption:
        yield ""
        yield escaped(grid.caption)


def row(cells: Iterable[str]) -> str:
    """A line of a table.

    >>> row(["p_k", "0.5"])
    '| p\\\\_k | 0.5 |'
    """
    return f"| {' | '.join(map(escaped, cells))} |"


def escaped(text: str) -> str:
    """Text that means itself in Markdown."""
    text = visible(text)
    for character in "\\|*_<`[]":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.splitlines())
