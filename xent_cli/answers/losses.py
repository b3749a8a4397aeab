"""Several losses of the same predictions, side by side."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from xent_cli.answers.answer import Head, Report
from xent_cli.answers.unusual import NO_SPREAD
from xent_cli.answers.worked import Column, Grid


class Line(NamedTuple):
    """A loss: its value, its gradient by the logits, how long that is, and how sure a mean is (NaN: nothing tells)."""

    name: str
    value: float
    unit: str
    gradient: tuple[float, ...]
    steepness: float
    standard_error: float = math.nan


class Swept(NamedTuple):
    """The losses of a prediction that is not the one asked about, with its probability for the true class."""

    key: str
    prediction: str
    probability: float
    lines: tuple[Line, ...]


STEEP = "steepness is the length of the gradient by the logits: how strongly each pulls"


def report(head: Head, lines: Sequence[Line], swept: Sequence[Swept], notes: Sequence[str]) -> Report:
    """A line for each loss; and again with the predictions that are compared side by side."""
    grids = [Grid("losses", "", columns(lines))]
    if swept:
        names = Column("name", "loss", tuple(line.name for line in swept[0].lines))
        grids.append(Grid("sweep", "from right to wrong", (names, *(c for one in swept for c in beside(one)))))
    told = [*notes, STEEP]
    if head.rows > 1 and any(math.isinf(line.value) for line in lines):
        told.append(NO_SPREAD)
    return Report(head, tuple(line.value for line in lines), (), tuple(grids), tuple(told))


def beside(one: Swept) -> tuple[Column, Column]:
    """Values and steepness of one prediction."""
    said = f"{one.prediction} ({one.probability:.3g})"
    return (
        Column(f"{one.key}_value", said, tuple(line.value for line in one.lines)),
        Column(f"{one.key}_steepness", "steepness", tuple(line.steepness for line in one.lines)),
    )


def columns(lines: Sequence[Line]) -> tuple[Column, ...]:
    """The lines, column by column."""
    errors = tuple(line.standard_error for line in lines)
    known = not all(map(math.isnan, errors))
    return (
        Column("name", "loss", tuple(line.name for line in lines)),
        Column("value", "value", tuple(line.value for line in lines)),
        *((Column("standard_error", "std. error", errors),) if known else ()),
        Column("unit", "unit", tuple(line.unit for line in lines)),
        Column("gradient", "gradient by the logits", tuple(line.gradient for line in lines)),
        Column("steepness", "steepness", tuple(line.steepness for line in lines)),
    )
