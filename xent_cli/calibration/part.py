"""A block of rows -> what it adds to the calibration's totals; runs on several threads at once."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from xent_cli.core import squared
from xent_cli.core.ce import Target, is_labels
from xent_cli.core.exact_sum import ExactSum, exact_sum
from xent_cli.core.numerics import Array
from xent_cli.core.reliability import Binned, Edges, Events, Squares, each_class, top_label
from xent_cli.core.temperature import Extremes, Margins
from xent_cli.core.unusual import Infinite, Unusual
from xent_cli.inputs.block import Block, Skip
from xent_cli.inputs.faults import Place
from xent_cli.measures.calibrated import scores
from xent_cli.measures.meaning import Meaning
from xent_cli.record import record
from xent_cli.tables.scoring import Scoring, placed


@record
class Totals:
    """Sums over rows: of the loss, of the Brier score and what its parts need, of the most probable classes' hits."""

    rows: int
    loss: ExactSum
    brier: ExactSum
    squares: Squares
    hits: ExactSum
    extremes: Extremes
    unusual: Unusual

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.rows + other.rows,
            self.loss + other.loss,
            self.brier + other.brier,
            self.squares + other.squares,
            self.hits + other.hits,
            self.extremes + other.extremes,
            self.unusual + other.unusual,
        )


class Part(NamedTuple):
    """What a block comes to; its bins, where their ends were known; and what is put by of its rows."""

    totals: Totals
    binned: Binned | None
    margins: Array
    events: Array | None  # the probabilities, and what came of them, where the bins depend on all rows
    scored: Array | None  # the logits, and the truth beside them, where they are to be written
    skips: tuple[Skip, ...] = ()
    doubts: tuple[str, ...] = ()

    def placed(self, place: Place) -> Totals:
        """Its totals, now that it is known what stands before the block."""
        unusual = self.totals.unusual
        infinite = unusual.infinite.after(place.rows)
        return replace(self.totals, unusual=Unusual(infinite, placed(self.skips, place), unusual.ignored))


@record
class Gathering:
    """How rows are valued."""

    scoring: Scoring
    edges: Edges | None  # none where they depend on all rows
    writes: bool

    @property
    def meaning(self) -> Meaning:
        """What the numbers mean."""
        return self.scoring.meaning

    def part(self, block: Block) -> Part:
        """What the rows of a block come to."""
        block = self.scoring.usable(block)
        assert block.target is not None
        target = block.target
        if not is_labels(target):
            target = self.scoring.truth.core(target).probs
        found = self.of_rows(block.pred, target, block.row_numbers(np.arange(block.rows)))
        unusual = found.totals.unusual + Unusual(ignored=block.ignored)
        totals = replace(found.totals, unusual=unusual)
        return found._replace(totals=totals, skips=block.skipped, doubts=self.scoring.doubt(block.pred))

    def of_rows(self, values: Array, target: Target, numbers: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Part:
        """What rows that can be used come to."""
        with np.errstate(all="ignore"):
            pred = self.meaning.core(values)
            losses = self.scoring.measure.kernel(target, pred).reshape(-1)
            logits = scores(self.meaning, pred)
            if self.meaning.elementwise:
                events = own = Events(pred.probs, target.astype(np.float64))
                brier = squared.loss(own.outcomes, pred).reshape(-1)
                hits = np.where(pred.probs > 0.5, own.outcomes, 1.0 - own.outcomes).reshape(-1)
            else:
                top, own = top_label(target, pred.probs), each_class(target, pred.probs)
                events = Events(np.hstack([top.probs, own.probs]), np.hstack([top.outcomes, own.outcomes]))
                brier = squared.value(target, pred)
                hits = top.outcomes[:, 0]
            margins = margins_of(target, logits)
        totals = Totals(
            len(losses),
            exact_sum(losses),
            exact_sum(brier),
            Squares.of(own),
            exact_sum(hits),
            margins.extremes,
            Unusual(Infinite.of(losses, numbers)),
        )
        # Copies: the arrays of a block are used again.
        return Part(
            totals,
            None if self.edges is None else Binned.of(events, self.edges),
            np.hstack(margins),
            np.hstack(events) if self.edges is None else None,
            beside(logits, target) if self.writes else None,
        )


def beside(logits: Array, target: Target) -> Array:
    """The logits (n, K), and the truth in the columns behind them."""
    return np.hstack([logits, target[:, np.newaxis] if is_labels(target) else target])


def margins_of(target: Target, logits: Array) -> Margins:
    """Rows as a temperature sees them, of logits or of the log-odds of one column."""
    if logits.shape[1] == 1:
        return Margins.of_log_odds(target.astype(np.float64), logits)
    return Margins.of(target, logits)
