"""The one place that writes answers; a format's module is loaded when it is asked for."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from xent_cli.choices import Format
from xent_cli.core.answer import Report, Stream, WorkedAnswer
from xent_cli.core.errors import InputError, visible
from xent_cli.options import Looks
from xent_cli.outcome import Outcome

if TYPE_CHECKING:
    from xent_cli.render.block import Block


def show(outcome: Outcome) -> None:
    """Write the outcome to standard output."""
    output = outcome.output
    if output.safe_csv and chosen(output) is not Format.CSV:
        raise InputError("no other format is opened as a spreadsheet", "--safe-csv", "say --format csv")
    match chosen(output):
        case Format.JSON:
            from xent_cli.render import json

            write(json.lines(outcome.answer, output.digits, json.extras(outcome)))
        case Format.PLAIN:
            from xent_cli.render import plain

            write(plain.lines(outcome.answer, output.digits))
        case Format.CSV:
            from xent_cli.render import csv

            csv.write(outcome.answer, output.digits, outcome.verdict, safe=output.safe_csv)
        case Format.TABLE | Format.MARKDOWN as looks if isinstance(outcome.answer, Stream):
            from xent_cli.render import stream

            write((stream.table if looks is Format.TABLE else stream.markdown)(outcome.answer, output.digits))
        case Format.MARKDOWN:
            from xent_cli.render import markdown

            write(list(markdown.lines(blocks(outcome))))
        case Format.TABLE:
            from xent_cli.render import table

            table.draw(list(blocks(outcome)), output.color)
    warn(outcome)
    if not outcome.accepted and chosen(output) in (Format.PLAIN, Format.CSV):
        complain(outcome)


def chosen(output: Looks) -> Format:
    """The format that was asked for; --quiet and --json are short for one."""
    if output.quiet:
        return Format.PLAIN
    return Format.JSON if output.json else output.format or Format.TABLE


def blocks(outcome: Outcome) -> Iterator["Block"]:
    """The answer laid out for people, and what is said of the claim."""
    from xent_cli.render.block import legible

    return map(legible, laid_out(outcome))


def laid_out(outcome: Outcome) -> Iterator["Block"]:
    """The same, with text of the user's as it is."""
    from xent_cli.render import layout

    output = outcome.output
    match outcome.answer:
        case WorkedAnswer() as answer:
            yield from layout.worked_blocks(answer, output.digits, output.steps)
        case Report() as report:
            yield from layout.report_blocks(report, output.digits, output.steps)
        case Stream():  # written as it comes
            pass
        case marking:
            from xent_cli.render.marking import marking_blocks

            yield from marking_blocks(marking, output.digits, output.steps)
    yield from layout.remarks(outcome)


def warn(outcome: Outcome) -> None:
    """How many rows were left out, on standard error, where the format of the answer has no place for it."""
    match outcome.answer, chosen(outcome.output):
        case Stream(ending=ending), Format.TABLE | Format.MARKDOWN | Format.PLAIN | Format.CSV:
            grids = ending().grids
        case Report(grids=grids), Format.PLAIN | Format.CSV:
            pass
        case _:
            return
    for grid in grids:
        if grid.key == "skipped_by_kind":
            kinds, counts, _ = (column.values for column in grid.columns)
            said = ", ".join(f"{count} {kind}" for kind, count in zip(kinds, counts, strict=True))
            tell(f"rows were left out: {said}")


def complain(outcome: Outcome) -> None:
    """Why the exit code is 1, on standard error, where the format of the answer has no place for it."""
    from xent_cli.render import layout

    for remark in layout.remarks(outcome):
        tell(remark.text)


def tell(text: str) -> None:
    """A sentence on standard error, behind what was written to standard output."""
    sys.stdout.flush()
    print(f"xent: {visible(text)}", file=sys.stderr)


def write(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    for line in lines:
        sys.stdout.write(line + "\n")
