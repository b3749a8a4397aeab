"""The journey of `xent mi`: a joint table typed, in a file, or counted from two columns -> mutual information."""

from typing import Protocol

from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError
from xent_cli.information.asking import Asking
from xent_cli.information.counting import count, only, open_columns
from xent_cli.information.joint import entropies, of_pairs, of_rows
from xent_cli.information.mutual import Asked, answer
from xent_cli.information.reading import Categorical
from xent_cli.information.small_table import read_small
from xent_cli.information.wrong_mutuals import wrong_mutuals
from xent_cli.inputs.operand import Files, as_typed, read_operands
from xent_cli.outcome import Outcome
from xent_cli.passes.fold import refuse_workers
from xent_cli.record import record


class Numbers(Protocol):
    """What the numbers of a joint table are."""

    counts: bool
    tolerance: float


class Pair(Categorical, Protocol):
    """Which two columns are counted, and how the table is read."""

    x: str | None
    y: str | None


@record
class Call(Asking):
    """What was asked."""

    numbers: Numbers
    table: Pair


def solve(call: Call) -> Outcome:
    """Carry out a call."""
    asked, table = call.numbers, call.table
    named = bool(table.x or table.y)
    (operand,) = read_operands(call.operands, ("JOINT",), one_table=named, words=False)
    if isinstance(operand, Files) and not named:
        operand = as_typed(operand, "JOINT") or operand
    if named and isinstance(operand, Files):
        return concluded_of(call, counted(call, operand))
    refuse_workers(call.cluster)
    if isinstance(operand, Files):
        return concluded_of(call, in_file(call, operand))
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
    counts = count(table, 1, columns, {}, call.cluster)
    joint = of_pairs(counts.pairs[0], *table.by)
    return Asked(joint, call.log, counts.rows, (*table.notes, *counts.notes))


def in_file(call: Call, files: Files) -> Asked:
    """A joint table: the names of y in its header, those of x in its first column."""
    table = read_small(
        files.paths,
        call.table,
        "a joint table holds names in its first column, then numbers; -x and -y name two columns to count",
        "for a table of rows to be counted, name two columns with -x and -y",
    )
    asked, names = call.numbers, (table.rows, table.columns)
    joint = of_rows(table.cells, table.name, counted=asked.counts, tolerance=asked.tolerance, names=names)
    return Asked(joint, call.log, 1)
