"""Blocks drawn for a terminal (or, as wide as they need to be, for a pipe)."""

import sys
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from xent_cli.choices import Color
from xent_cli.render.block import Block, Grid, Note, Result, Strip, Title

WIDE = 10_000  # a pipe has no edge: nothing is folded there
GAP = 2
MARKS = {"✓": "green", "✗": "bold red", "·": "dim", "→": "magenta"}


def draw(blocks: Iterable[Block], color: Color) -> None:
    """Write the blocks to standard output."""
    console = console_of(color)
    for block in blocks:
        match block:
            case Title(text):
                console.print(Text.assemble((text, "bold"), "   ", (block.formulas, "cyan")))
                console.print()
            case Grid():
                draw_grid(console, block)
            case Result(name, value, unit, remark):
                answer = Text.assemble((name, "bold"), " = ", (value, "bold green"))
                console.print(answer.append(f" {unit}" * bool(unit)).append(f"  ({remark})" * bool(remark), "dim"))
            case Note(mark=mark):
                console.print(Text.assemble((mark, MARKS[mark]), " ", block.said))


class Drawn(Console):
    """A console that leaves it to `app` what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console_of(color: Color) -> Console:
    """A console that elides nothing, interprets nothing, and colours when asked."""
    terminal = sys.stdout.isatty()
    return Drawn(
        emoji=False,
        markup=False,
        highlight=False,
        soft_wrap=not terminal,
        width=None if terminal else WIDE,
        force_terminal=True if color is Color.ALWAYS else None,
        no_color={Color.ALWAYS: False, Color.NEVER: True}.get(color),
    )


def draw_grid(console: Console, grid: Grid) -> None:
    """The grid, one part below the other where its columns do not stand side by side."""
    if grid.title:
        console.print(Text(grid.title, "bold"))
    for strips in grid.parts(console.width + GAP, spaced_width) if grid.headed else [grid.strips]:
        console.print(table_of(grid, strips))
        console.print()
    if grid.caption:
        console.print(Text(grid.caption, "dim"))
        console.print()


def width_of(strip: Strip) -> int:
    """How many places of a terminal a column takes."""
    return max(map(cell_len, (strip.header, strip.total, *strip.cells)))


def spaced_width(strip: Strip) -> int:
    """The same, with what stands between it and the next."""
    return width_of(strip) + GAP


def table_of(grid: Grid, strips: Sequence[Strip]) -> Table:
    """Columns side by side, with a rule below the header and above the sums; cells folded rather than cut."""
    table = Table(
        box=box.SIMPLE,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),
        show_header=grid.headed,
        header_style="cyan",
        show_footer=grid.totalled,
        footer_style="bold",
    )
    placed = [list(placed_texts(strip)) for strip in strips]
    for header, total, *_ in placed:
        table.add_column(header, total, overflow="fold")
    for line in zip(*(cells for _, _, *cells in placed), strict=True):
        table.add_row(*line)
    return table


def placed_texts(strip: Strip) -> Iterator[Text]:
    """Header, total and cells; numbers at the right of their column, with the point where it is in the others."""
    width = width_of(strip) if strip.numeric else 0
    return (Text(text.rjust(width)) for text in (strip.header, strip.total, *strip.cells))
