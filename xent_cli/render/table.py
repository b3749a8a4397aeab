"""Blocks drawn for a terminal (or, as wide as they need to be, for a pipe)."""

import sys
from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from xent_cli.options import Color
from xent_cli.render.layout import Block, Grid, Note, Result, Title

WIDE = 10_000  # a pipe has no edge: nothing is folded there
MARKS = {"✓": "green", "✗": "bold red", "·": "dim", "→": "yellow"}


def draw(blocks: Iterable[Block], color: Color) -> None:
    """Write the blocks to standard output."""
    console = console_of(color)
    for block in blocks:
        match block:
            case Title(text, formula):
                console.print(Text.assemble((text, "bold"), "   ", (formula, "cyan")))
            case Grid():
                console.print(grid(block))
            case Result(name, value, remark):
                console.print(Text.assemble((name, "bold"), " = ", (value, "bold green"), " ", (remark, "dim")))
            case Note(text, mark):
                console.print(Text.assemble((mark, MARKS[mark]), " ", text))


def console_of(color: Color) -> Console:
    """A console that elides nothing, interprets nothing, and colours when asked."""
    terminal = sys.stdout.isatty()
    return Console(
        emoji=False,
        markup=False,
        highlight=False,
        soft_wrap=not terminal,
        width=None if terminal else WIDE,
        force_terminal=True if color is Color.ALWAYS else None,
        no_color=True if color is Color.NEVER else None,
    )


def grid(block: Grid) -> Table:
    """A light table: rules above and below the lines, cells folded rather than cut."""
    table = Table(
        title=block.title or None,
        title_style="bold",
        title_justify="left",
        caption=block.caption or None,
        caption_justify="left",
        box=box.SIMPLE,
        pad_edge=False,
        header_style="cyan",
        show_edge=True,
    )
    for name in block.header:
        table.add_column(Text(name), overflow="fold")
    for line in block.lines:
        table.add_row(*map(Text, line))
    return table
