"""A block of rows -> what it adds to the calibration's totals; runs on several threads at once."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from xent_cli.calibration.fitted import margins
from xent_cli.core import squared
from xent_cli.core.ce import Target, is_labels
from xent_cli.core.exact_sum import ExactSum, exact_sum
from xent_cli.core.numerics import Array
from xent_cli.core.reliability import Binned, Edges, Events, Squares, each_class, top_label
from xent_cli.core.temperature import Extremes, Margins, Slopes
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

    def after(self, rows: int, lines: int) -> "Totals":
        """The same, behind so many rows, and so many lines of the file that they begin in."""
        return replace(self, unusual=self.unusual.after(rows, lines))

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


@record
class Summed:
    """What rows come to that stay where they are read, with the remarks on each block of them."""

    totals: Totals
    binned: Binned
    doubts: frozenset[tuple[str, ...]]

    def after(self, rows: int, lines: int) -> "Summed":
        """The same, behind so many rows, and so many lines of the file that they begin in."""
        return replace(self, totals=self.totals.after(rows, lines))

    def __add__(self, following: "Summed") -> "Summed":
        totals, binned = self.totals + following.totals, self.binned + following.binned
        return Summed(totals, binned, self.doubts | following.doubts)


@record
class Sloped:
    """What rows come to at a temperature, wherever they stand."""

    slopes: Slopes

    def at(self, place: Place) -> "Sloped":
        """The same."""
        return self

    def after(self, rows: int, lines: int) -> "Sloped":
        """The same."""
        return self

    def __add__(self, following: "Sloped") -> "Sloped":
        return Sloped(self.slopes + following.slopes)


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

    def at(self, place: Place) -> Summed:
        """What is kept of it where its rows are not."""
        assert self.binned is not None
        return Summed(self.placed(place), self.binned, frozenset([self.doubts] if self.totals.rows else []))


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
        block, target = self._usable(block)
        found = self.of_rows(block.pred, target, block.row_numbers(np.arange(block.rows)))
        unusual = found.totals.unusual + Unusual(ignored=block.ignored)
        totals = replace(found.totals, unusual=unusual)
        return found._replace(totals=totals, skips=block.skipped, doubts=self.scoring.doubt(block.pred))

    def slopes(self, block: Block, inverse: float) -> Sloped:
        """What the rows of a block come to at T = 1/inverse."""
        return Sloped(margins(self.margins(block)).slopes(inverse))

    def margins(self, block: Block) -> Array:
        """The rows of a block as a temperature sees them."""
        block, target = self._usable(block)
        with np.errstate(all="ignore"):
            logits = scores(self.meaning, self.meaning.core(block.pred))
            return np.ascontiguousarray(np.hstack(margins_of(target, logits)))

    def _usable(self, block: Block) -> tuple[Block, Target]:
        block = self.scoring.usable(block)
        assert block.target is not None
        if is_labels(block.target):
            return block, block.target
        return block, self.scoring.truth.core(block.target).probs

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
