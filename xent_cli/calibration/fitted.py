"""The temperature at which the loss is least, from rows that are put by."""

from collections.abc import Callable
from functools import reduce
from typing import NamedTuple

from xent_cli.core.exact_sum import ratio
from xent_cli.core.numerics import Array
from xent_cli.core.temperature import Margins, Slopes, steepest
from xent_cli.inputs.spool import Spool


class Fitted(NamedTuple):
    """T*, and the mean loss there in nats."""

    temperature: float
    loss: float


def fitted(rows: Spool, count: int) -> Fitted:
    """T* of all rows, put by as margins; that there is one is known."""

    def sums(inverse: float) -> Slopes:
        return reduce(Slopes.__add__, rows.each(lambda block: margins(block).slopes(inverse)))

    return least(sums, rows.first(), count)


def least(sums: Callable[[float], Slopes], first: Array, count: int) -> Fitted:
    """T* of so many rows, by what all of them come to at 1/T; the first of them say where to begin."""
    found = steepest(sums, start(margins(first)))
    return Fitted(1.0 / found.inverse, ratio(found.sums.loss, count))


def start(first: Margins) -> float:
    """Where to begin: at what the first rows say, which spares some passes over all of them."""
    return 1.0 if first.extremes.missing else steepest(first.slopes).inverse


def margins(rows: Array) -> Margins:
    """Rows as they are put by: the gaps, and the offset behind them."""
    return Margins(rows[:, :-1], rows[:, -1:])
