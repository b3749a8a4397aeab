"""Comma-separated values: the lines of the worked table, of the report, or of the rows."""

import csv
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from xent_cli.answers.answer import Answer, Report, Stream, WorkedAnswer
from xent_cli.answers.worked import Cell, Column
from xent_cli.render.numbers import plain, rows
from xent_cli.render.stream import records

# What begins a formula in a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

if TYPE_CHECKING:
    from xent_cli.outcome import Outcome
    from xent_cli.verify.graded import Graded
    from xent_cli.verify.sheet import Marking
    from xent_cli.verify.verdict import VectorVerdict, Verdict


def write(outcome: "Outcome") -> None:
    """Write a header and the lines to standard output; of a claim, what came of it."""
    answer, verdict, output = outcome.answer, outcome.verdict, outcome.output
    writer = csv.writer(Lines())
    shown = safe if output.safe_csv else exact
    for line in _table(answer, output.steps) if verdict is None else _judged(answer, verdict, output.digits):
        writer.writerow([shown(text(x, output.digits)) for x in line])


def text(x: Cell, digits: int | None) -> int | str:
    """A cell as text; nothing where there is no number, such as the mean of no rows."""
    match x:
        case float():
            return plain(x, digits) if x == x else ""
        case tuple():
            between = ";" if x and isinstance(x[0], tuple) else ","
            return between.join(str(text(each, digits)) for each in x)
    return x


class Lines:
    """Standard output, where a line ends in a newline: told so itself, csv would not quote a carriage return."""

    def write(self, line: str) -> None:
        """Write one line."""
        sys.stdout.write(line.removesuffix("\r\n") + "\n")


def exact(cell: int | str) -> int | str:
    """A cell as it is."""
    return cell


def safe(cell: int | str) -> int | str:
    """A cell that no spreadsheet takes for a formula; a number is none.

    >>> safe("=1+1"), safe("-0.3"), safe(3)
    ("'=1+1", '-0.3', 3)
    """
    if not (isinstance(cell, str) and cell.startswith(FORMULA)):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def _table(answer: "Answer | Marking | Graded", steps: bool) -> Iterator[Iterable[Cell]]:
    match answer:
        case WorkedAnswer():
            lines = {grid.key: grid.columns for grid in answer.worked.grids}
            return _lines(lines.get("updates", answer.worked.columns))
        case Report():
            return _report(answer)
        case Stream():
            return records(answer)
        case checked:
            from xent_cli.render.checked import records as claims

            return claims(checked, steps)


def _lines(columns: tuple[Column, ...]) -> Iterator[Iterable[Cell]]:
    yield [column.name for column in columns]
    yield from zip(*(column.values for column in columns), strict=True)


def _report(report: Report) -> Iterator[Iterable[Cell]]:
    """A line per row, group or class where the question was about these; else one line of facts."""
    head, value = report.head, report.value
    asked = (
        ("groups", "worst", "features", "cuts", "epochs")
        if not isinstance(value, tuple)
        else ("values", "losses", "libraries")
    )
    for grid in report.grids:
        if grid.key in asked:
            yield from _lines(grid.columns)
            return
    if not isinstance(value, tuple):
        yield ["command", "rows", "value", "unit", *(fact.key for fact in report.facts)]
        yield [head.command, head.rows, value, head.unit or "", *(fact.value for fact in report.facts)]


def _judged(
    answer: "Answer | Marking | Graded", verdict: "Verdict | VectorVerdict", digits: int | None
) -> Iterator[Iterable[Cell]]:
    """One line: the answer, the claim, and what was found."""
    assert isinstance(answer, WorkedAnswer | Report)
    values = [x for row in rows(answer.value, answer.certificate, digits) for x in row]
    reasons = "; ".join(found.name for found in verdict.diagnosis)
    accepted = "true" if verdict.accepted else "false"
    yield ["command", "rows", "value", "unit", "claim", "status", "accepted", "diagnosis"]
    head = answer.head
    yield [head.command, head.rows, ",".join(values), head.unit or "", verdict.claim, verdict.status, accepted, reasons]
