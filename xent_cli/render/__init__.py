"""The one place that writes answers; a format's module is loaded when it is asked for."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from xent_cli.answers.answer import Report, Stream, WorkedAnswer
from xent_cli.answers.worked import Grid
from xent_cli.choices import Format, Theme
from xent_cli.core.characters import visible
from xent_cli.core.errors import InputError
from xent_cli.options import Looks
from xent_cli.outcome import Outcome

if TYPE_CHECKING:
    from xent_cli.answers.picture import Picture
    from xent_cli.render.block import Block
    from xent_cli.render.layout import Writer


def show(outcome: Outcome) -> None:
    """Write the outcome to standard output."""
    output = outcome.output
    if output.safe_csv and chosen(output) is not Format.CSV:
        raise InputError("no other format is opened as a spreadsheet", "--safe-csv", "say --format csv")
    if outcome.drawing and outcome.picture and outcome.drawing.save:
        save(outcome.picture(), outcome.drawing.save, outcome.drawing.theme or Theme.LIGHT)
    match chosen(output):
        case Format.JSON:
            from xent_cli.render import json

            write(json.lines(outcome.answer, output.digits, json.extras(outcome)))
        case Format.PLAIN:
            from xent_cli.render import plain

            write(plain.lines(outcome.answer, output.digits))
        case Format.CSV:
            from xent_cli.render import csv

            csv.write(outcome)
        case Format.TABLE | Format.MARKDOWN as looks if isinstance(outcome.answer, Stream):
            from xent_cli.render import stream

            write((stream.table if looks is Format.TABLE else stream.markdown)(outcome.answer, output.digits))
        case Format.LATEX | Format.HTML as looks if isinstance(outcome.answer, Stream):
            raise InputError(
                "this format shows one answer, not one for each row",
                f"--format {looks}",
                "leave out --reduction none, or ask for one --row",
            )
        case Format.MARKDOWN:
            from xent_cli.formula.unicode import Unicode
            from xent_cli.render import markdown

            write(list(markdown.lines(blocks(outcome, Unicode))))
        case Format.LATEX:
            from xent_cli.formula.latex import Latex
            from xent_cli.render import latex

            write(list(latex.lines(blocks(outcome, Latex))))
        case Format.HTML:
            from xent_cli.formula.mathml import MathML
            from xent_cli.render import html

            write(list(html.page([*blocks(outcome, MathML), *figures(outcome)])))
        case Format.TABLE:
            from xent_cli.formula.unicode import Unicode
            from xent_cli.render import table

            table.draw(list(blocks(outcome, Unicode)), output.color)
    if outcome.drawing and outcome.picture and outcome.drawing.plot:
        draw_below(outcome.picture(), output)
    warn(outcome)
    if not outcome.accepted and chosen(output) in (Format.PLAIN, Format.CSV):
        complain(outcome)


def save(picture: "Picture", path: str, theme: Theme) -> None:
    """Write a picture to a file."""
    from xent_cli.outputs.files import write_whole
    from xent_cli.render import figure

    drawn = figure.svg(picture, theme).encode() if path.lower().endswith(".svg") else figure.png(picture, theme)
    write_whole(path, drawn)


def draw_below(picture: "Picture", output: Looks) -> None:
    """Draw a picture below the answer; that of a page stands in it already."""
    if chosen(output) is Format.HTML:
        return
    from xent_cli.render import sketch, table

    console = table.console_of(output.color)
    width = min(console.width, sketch.WIDTH)
    fence = ["```"] if chosen(output) is Format.MARKDOWN else []
    color = console.color_system is not None and not console.no_color and not fence
    write(["", *fence, *sketch.lines(picture, width, color=color), *fence])


def chosen(output: Looks) -> Format:
    """The format that was asked for; --quiet and --json are short for one."""
    if output.quiet:
        return Format.PLAIN
    return Format.JSON if output.json else output.format or Format.TABLE


def blocks(outcome: Outcome, writer: "Writer") -> Iterator["Block"]:
    """The answer laid out, and what is said of the claim, as a person may see it."""
    from xent_cli.render.block import seen

    return map(seen, laid_out(outcome, writer))


def laid_out(outcome: Outcome, writer: "Writer") -> Iterator["Block"]:
    """The same as it is."""
    from xent_cli.render import layout

    output = outcome.output
    match outcome.answer:
        case WorkedAnswer() as answer:
            yield from layout.worked_blocks(answer, writer, output.digits, output.steps)
        case Report() as report:
            yield from layout.report_blocks(report, writer, output.digits, output.steps)
        case Stream():  # written as it comes
            pass
        case checked:
            from xent_cli.render.checked import blocks as checked_blocks

            yield from checked_blocks(checked, output.digits, output.steps)
    yield from layout.remarks(outcome)


def figures(outcome: Outcome) -> Iterator["Block"]:
    """The picture of a page, where one was asked for."""
    if outcome.drawing and outcome.picture and outcome.drawing.plot:
        from xent_cli.render import figure
        from xent_cli.render.block import Figure

        picture = outcome.picture()
        yield Figure(figure.svg(picture, Theme.AUTO), f"{picture.title}: {picture.y.label} by {picture.x.label}")


def warn(outcome: Outcome) -> None:
    """What is in doubt, and what was left out, on standard error, where the format has no place for it."""
    grids: tuple[Grid, ...] = ()
    doubts = outcome.doubts
    match outcome.answer, chosen(outcome.output):
        case Stream(ending=ending), Format.TABLE | Format.MARKDOWN | Format.PLAIN | Format.CSV:
            grids, doubts = ending().grids, ending().doubts
        case Report(grids=grids), Format.PLAIN | Format.CSV:
            pass
        case _, Format.PLAIN | Format.CSV:
            pass
        case _:
            return
    for doubt in doubts:
        tell(doubt)
    for grid in grids:
        if grid.key == "skipped_by_kind":
            kinds, counts, _ = (column.values for column in grid.columns)
            said = ", ".join(f"{count} {kind}" for kind, count in zip(kinds, counts, strict=True))
            tell(f"rows were left out: {said}")


def complain(outcome: Outcome) -> None:
    """Why the exit code is 1, on standard error, where the format of the answer has no place for it."""
    from xent_cli.render import layout

    for remark in layout.remarks(outcome):
        tell(remark.said)


def tell(text: str) -> None:
    """A sentence on standard error, if there is room, behind what was written to standard output."""
    sys.stdout.flush()
    with suppress(OSError):
        print(f"xent: {visible(text)}", file=sys.stderr, flush=True)


def write(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    for line in lines:
        sys.stdout.write(line + "\n")
