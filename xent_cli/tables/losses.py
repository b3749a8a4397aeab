"""A table -> every loss that applies, side by side, in one pass."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from xent_cli.answers.losses import Line, report
from xent_cli.call import Call
from xent_cli.conclusion import concluded
from xent_cli.core.ce import distribution
from xent_cli.core.errors import InputError
from xent_cli.core.exact_sum import ExactSum, exact_sum, ratio
from xent_cli.core.sums import Sums
from xent_cli.core.unusual import Unusual
from xent_cli.inputs.block import Block, Skip
from xent_cli.inputs.faults import Place
from xent_cli.inputs.paired import Paired
from xent_cli.inputs.table import Table
from xent_cli.measures.measure import Measure
from xent_cli.measures.side_by_side import Beside, hard, steepness, unit_of
from xent_cli.outcome import Outcome
from xent_cli.passes.fold import gathered
from xent_cli.record import record
from xent_cli.tables.rows import check_columns, scoring_of
from xent_cli.tables.scoring import Scoring, labels_of, placed
from xent_cli.tables.telling import head_of, notes


@record
class Gathered:
    """What rows come to: of each loss the sums of its values, and those of how long its gradient is, and of that."""

    rows: int
    values: Sequence[Sums]
    slopes: Sequence[Sequence[ExactSum]]
    hard: bool
    unusual: Unusual

    def after(self, rows: int, lines: int) -> "Gathered":
        """The same, behind so many rows, and so many lines of the file that it begins in."""
        return replace(self, unusual=self.unusual.after(rows, lines))

    def __add__(self, following: "Gathered") -> "Gathered":
        values = [mine + theirs for mine, theirs in zip(self.values, following.values, strict=True)]
        pairs = zip(self.slopes, following.slopes, strict=True)
        slopes = [[x + y for x, y in zip(mine, theirs, strict=True)] for mine, theirs in pairs]
        rows, unusual = self.rows + following.rows, self.unusual + following.unusual
        return Gathered(rows, values, slopes, self.hard and following.hard, unusual)


class Part(NamedTuple):
    """What a block comes to."""

    gathered: Gathered
    skips: tuple[Skip, ...]

    def at(self, place: Place) -> Gathered:
        """The same, now that it is known what stands before the block."""
        skipped = Unusual(skipped=placed(self.skips, place))
        return replace(self.gathered, unusual=self.gathered.unusual + skipped)


def losses_of_table(measure: Measure, call: Call, table: Table | Paired) -> Outcome:
    """The losses of a table."""
    if call.table.row is not None:
        raise InputError("a row of the table is worked by itself", "--row", "type it, or leave it out")
    measure, call = call.fitted(measure, len(table.classes))
    check_columns(measure, call, table)
    scoring = scoring_of(measure, call, len(table.classes))
    beside = [*Beside.all(call.meaning, len(table.classes), hard=table.labelled or measure.takes.elementwise)]
    found = gathered(table, partial(summed, scoring=scoring, beside=beside), call.cluster)
    if not found.rows:
        raise InputError(
            "has no row that can be used", table.name, "correct the rows, or look at what --skip-bad left out"
        )
    lines = [
        line(loss, values, slopes, call)
        for (loss, _), values, slopes in zip(beside, found.values, found.slopes, strict=True)
        if found.hard or loss.beside_others(hard=False)
    ]
    told = (*notes(table, found.unusual), "values and gradients are means over the rows")
    return concluded(call, report(head_of(measure, call, table, found.rows, "N"), lines, (), told))


def summed(block: Block, scoring: Scoring, beside: Sequence[Beside]) -> Part:
    """What the rows of a block add up to."""
    block = scoring.usable(block)
    labels = labels_of(block)
    assert block.target is not None
    truth = block.target if labels is None else labels
    numbers = block.pred.astype(np.float64, copy=False)
    target = distribution(truth, numbers.shape[1])
    values, sums = [], []
    with np.errstate(all="ignore"):
        for one in beside:
            values.append(Sums.of(np.ascontiguousarray(one.values(truth, numbers))))
            slopes = one.slopes(target, numbers)
            columns = (steepness(slopes), *slopes.T)
            sums.append(tuple(exact_sum(np.ascontiguousarray(column)) for column in columns))
    return Part(Gathered(block.rows, values, sums, hard(truth), Unusual(ignored=block.ignored)), block.skipped)


def line(loss: Measure, values: Sums, slopes: Sequence[ExactSum], call: Call) -> Line:
    """The means over the rows."""
    per = float(loss.per(call.log.ln))
    (moments,) = values.moments()
    steep, *gradient = (ratio(total, moments.rows) / per for total in slopes)
    unit = unit_of(loss, call.log.unit)
    return Line(loss.name, values.mean() / per, unit, tuple(gradient), steep, moments.standard_error / per)
