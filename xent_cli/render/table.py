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
RULE = "─"
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
            case Note(mark=mark) if console.color_system is None and console.soft_wrap:
                console.file.write(f"{mark} {block.said}\n")  # as of a million lines: rich would take its time
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
        draw_columns(console, strips)
        console.print()
    if grid.caption:
        console.print(Text(grid.caption, "dim"))
        console.print()


def draw_columns(console: Console, strips: Sequence[Strip]) -> None:
    """Columns side by side, with a rule below the header and above the sums."""
    widths = list(map(width_of, strips))
    wide = sum(widths) + GAP * (len(widths) - 1)
    if wide > console.width:
        console.print(folded(strips))
        return
    placed = [placed_texts(strip, width) for strip, width in zip(strips, widths, strict=True)]
    header, total, *lines = ((" " * GAP).join(line).rstrip() for line in zip(*placed, strict=True))
    rule = RULE * wide
    if header:
        console.print(Text.assemble((header, "cyan"), "\n", rule))
    console.file.writelines(f"{line}\n" for line in lines)  # of a million rich would make a minute's work
    if total:
        console.print(Text.assemble(rule, "\n", (total, "bold")))


def width_of(strip: Strip) -> int:
    """How many places of a terminal a column takes."""
    return max(map(cell_len, (strip.header, strip.total, *strip.cells)))


def spaced_width(strip: Strip) -> int:
    """The same, with what stands between it and the next."""
    return width_of(strip) + GAP


def placed_texts(strip: Strip, width: int) -> Iterator[str]:
    """Header, total and cells; numbers at the right of their column, with the point where it is in the others."""
    for text in (strip.header, strip.total, *strip.cells):
        blanks = " " * (width - cell_len(text))
        yield blanks + text if strip.numeric else text + blanks


def folded(strips: Sequence[Strip]) -> Table:
    """The same columns on a narrower screen: cells are folded rather than cut."""
    table = Table(
        box=box.SIMPLE,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),
        show_header=any(strip.header for strip in strips),
        header_style="cyan",
        show_footer=any(strip.total for strip in strips),
        footer_style="bold",
    )
    placed = [map(Text, placed_texts(strip, width_of(strip) if strip.numeric else 0)) for strip in strips]
    header, total, *lines = zip(*placed, strict=True)
    for above, below in zip(header, total, strict=True):
        table.add_column(above, below, overflow="fold")
    for line in lines:
        table.add_row(*line)
    return table
