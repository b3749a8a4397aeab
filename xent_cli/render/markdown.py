"""Blocks as Markdown, to paste into a report or an issue."""

from collections.abc import Iterable, Iterator

from xent_cli.render.layout import Block, Grid, Note, Result, Title


def lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of text, without their newlines."""
    for block in blocks:
        match block:
            case Title(text, formula):
                yield f"### {_escaped(text)}: {_escaped(formula)}"
            case Grid():
                yield ""
                yield from _grid(block)
                yield ""
            case Result(name, value, remark):
                yield f"**{_escaped(name)} = {value}** {_escaped(remark)}"
            case Note(text, mark):
                yield f"- {mark} {_escaped(text)}" if mark != "·" else f"- {_escaped(text)}"


def _grid(grid: Grid) -> Iterator[str]:
    if grid.title:
        yield f"**{_escaped(grid.title)}**\n"
    yield f"| {' | '.join(map(_escaped, grid.header))} |"
    yield "|" + " --- |" * len(grid.header)
    for line in grid.lines:
        yield f"| {' | '.join(_escaped(text.strip()) for text in line)} |"
    if grid.caption:
        yield f"\n{_escaped(grid.caption)}"


def _escaped(text: str) -> str:
    for character in "\\|*_<`":
        text = text.replace(character, f"\\{character}")
    return text
