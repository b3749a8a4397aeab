"""The journey of `xent mi`: a joint table typed, in a file, or counted from two columns -> mutual information."""

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

from xent_cli.checking import Gate
from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError
from xent_cli.core.log_base import LogBase
from xent_cli.information.counting import count, only, open_columns
from xent_cli.information.joint import Joint, entropies, of_pairs, of_rows
from xent_cli.information.mutual import Asked, answer
from xent_cli.information.reading import Categorical
from xent_cli.information.wrong_mutuals import wrong_mutuals
from xent_cli.inputs.block import Block
from xent_cli.inputs.literal import Number, read_number
from xent_cli.inputs.operand import Files, as_typed, read_operands
from xent_cli.options import Output
from xent_cli.outcome import Outcome
from xent_cli.record import record

MOST = 1_000_000  # cells of a joint table in a file


class Numbers(Protocol):
    """What the numbers of a joint table are."""

    counts: bool
    tolerance: float


class Pair(Categorical, Protocol):
    """Which two columns are counted, and how the table is read."""

    x: str | None
    y: str | None


@record
class Call:
    """What was asked."""

    operands: Sequence[str]
    numbers: Numbers
    table: Pair
    output: Output
    check: Gate

    @cached_property
    def log(self) -> LogBase:
        """The base of the logarithm."""
        return LogBase.of(self.output.base)


def solve(call: Call) -> Outcome:
    """Carry out a call."""
    asked, table = call.numbers, call.table
    named = bool(table.x or table.y)
    (operand,) = read_operands(call.operands, ("JOINT",), one_table=named, words=False)
    if isinstance(operand, Files) and not named:
        operand = as_typed(operand, "JOINT") or operand
    if isinstance(operand, Files):
        return concluded_of(call, counted(call, operand) if named else in_file(call, operand))
    joint = of_rows(operand.rows, "JOINT", counted=asked.counts, tolerance=asked.tolerance)
    return concluded_of(call, Asked(joint, call.log))


def concluded_of(call: Call, asked: Asked) -> Outcome:
    """The answer, and what it makes of a claim."""
    return concluded(call, answer(asked), wrong=lambda: wrong_mutuals(entropies(asked.joint, call.log), call.log))


def counted(call: Call, files: Files) -> Asked:
    """The pairs of two columns, counted."""
    columns = call.table
    if columns.x is None or columns.y is None:
        missing, other = ("-x", "-y") if columns.x is None else ("-y", "-x")
        raise InputError(
            f"is missing beside {other}", missing, "name both columns; or leave out both for a joint table"
        )
    table = open_columns(files.paths, f"{columns.x},{columns.y}", columns, "-x, -y")
    for option, expression in (("-x", columns.x), ("-y", columns.y)):
        only(expression, table.names, option)
    counts = count(table, 1, columns, {})
    joint = of_pairs(counts.pairs[0], *table.by)
    return Asked(joint, call.log, counts.rows, (*table.notes, *counts.notes))


def in_file(call: Call, files: Files) -> Asked:
    """A joint table: the names of y in its header, those of x in its first column."""
    table = open_columns(files.paths, "*", call.table, "")
    rows: list[list[str]] = []
    for _, some in table.ordered(texts, workers=1):
        rows += some
        if len(rows) * len(table.names) > MOST:
            what = f"has more than {MOST:,} cells".replace(",", " ")
            raise InputError(what, table.name, "for a table of rows to be counted, name two columns with -x and -y")
    first = int(table.named)
    heads = table.names[first:]
    cells = [
        [number(text, f"{table.name}, row {i}, column {name}") for name, text in zip(heads, row[first:], strict=True)]
        for i, row in enumerate(rows, 1)
    ]
    names = ([row[0] for row in rows], heads) if table.named else None
    asked = call.numbers
    joint: Joint = of_rows(cells, table.name, counted=asked.counts, tolerance=asked.tolerance, names=names)
    return Asked(joint, call.log, 1)


def texts(block: Block) -> list[list[str]]:
    """The cells of a block as they are written."""
    columns = [(column.codes.tolist(), column.listed) for column in block.group]
    return [[values[codes[row]] for codes, values in columns] for row in range(block.rows)]


def number(text: str, place: str) -> Number:
    """A cell of a joint table."""
    try:
        return read_number(text)
    except InputError as error:
        remedy = "a joint table holds names in its first column, then numbers; -x and -y name two columns to count"
        raise InputError(error.what, place, remedy) from None
