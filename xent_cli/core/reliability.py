"""Reliability: how often what is said with a probability comes true, in bins of that probability."""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.ce import Target, distribution, is_labels
from xent_cli.core.exact_sum import FINEST, ExactSum, ExactSums, exact_counts, exact_sum, exact_sums, ratio
from xent_cli.core.numerics import Array, pick, plain_sum
from xent_cli.record import record


class Events(NamedTuple):
    """Events by column (n, E): how probable each was said to be, and whether (or to which share) it came true."""

    probs: Array
    outcomes: Array


class Edges(NamedTuple):
    """Where the bins of each column of events end, from the first bin's lower end on (E, M + 1).

    A bin holds what is above its lower end, up to its upper end; the first holds its lower end too.
    """

    ends: Array

    @property
    def bins(self) -> int:
        """How many bins a column has."""
        return int(self.ends.shape[1]) - 1

    def find(self, probs: Array) -> NDArray[np.int64]:
        """The bins of probabilities (n, E), numbered through all columns."""
        columns = zip(self.ends[:, 1:-1], probs.T, strict=True)
        found = [np.searchsorted(inner, column) + e * self.bins for e, (inner, column) in enumerate(columns)]
        return np.stack(found, axis=-1)


def by_width(columns: int, bins: int) -> Edges:
    """Bins of one width from 0 to 1, the same for each column."""
    return Edges(np.tile(np.arange(bins + 1) / bins, (columns, 1)))


def by_mass(columns: Sequence[Array], bins: int) -> Edges:
    """Bins of as many events each, by the probabilities of each column; what is equally probable stays together."""
    return Edges(np.stack([_quantiles(column, bins) for column in columns]))


def _quantiles(probs: Array, bins: int) -> Array:
    """The least of them, and that of rank ⌈mN/M⌉ for m = 1 … M."""
    ranks = [0, *(-(-m * len(probs) // bins) - 1 for m in range(1, bins + 1))]
    return np.asarray(np.partition(probs, sorted({max(rank, 0) for rank in ranks}))[np.maximum(ranks, 0)])


@record
class Binned:
    """By bin, all columns in turn: events, and the sums of their probabilities and of their outcomes."""

    rows: NDArray[np.int64]
    probs: ExactSums
    outcomes: ExactSums

    @classmethod
    def of(cls, events: Events, edges: Edges) -> "Binned":
        """Those of some rows."""
        keys, count = edges.find(events.probs).reshape(-1), edges.ends.shape[0] * edges.bins
        rows, outcomes = np.bincount(keys, minlength=count), events.outcomes.reshape(-1)
        if ((outcomes == 0) | (outcomes == 1)).all():
            came = exact_counts(np.bincount(keys, outcomes, count).astype(np.int64))
        else:
            came = exact_sums(outcomes, keys, count)
        return cls(rows, exact_sums(events.probs.reshape(-1), keys, count), came)

    @classmethod
    def none(cls, edges: Edges) -> "Binned":
        """Those of no rows."""
        nothing = np.zeros((0, edges.ends.shape[0]))
        return cls.of(Events(nothing, nothing), edges)

    def __add__(self, other: "Binned") -> "Binned":
        return Binned(self.rows + other.rows, self.probs + other.probs, self.outcomes + other.outcomes)

    def lines(self, edges: Edges) -> list[list["Bin"]]:
        """The bins of each column."""
        ends = edges.ends.tolist()
        sums = zip(self.rows.tolist(), self.probs, self.outcomes, strict=True)
        return [[Bin(lower, upper, *next(sums)) for lower, upper in pairwise(column)] for column in ends]


class Bin(NamedTuple):
    """A line of the reliability table."""

    lower: float
    upper: float
    rows: int
    probs: ExactSum
    outcomes: ExactSum

    @property
    def confidence(self) -> float:
        """The mean of the probabilities; NaN where there are none."""
        return ratio(self.probs, self.rows) if self.rows else math.nan

    @property
    def accuracy(self) -> float:
        """The share that came true."""
        return ratio(self.outcomes, self.rows) if self.rows else math.nan

    @property
    def difference(self) -> ExactSum:
        """The sum of the outcomes less that of the probabilities."""
        return ExactSum(self.outcomes.units - self.probs.units)

    @property
    def apart(self) -> ExactSum:
        """How far the one is from the other."""
        units = self.difference.units
        return ExactSum(-units if units < 0 else units)

    @property
    def gap(self) -> float:
        """Accuracy - confidence."""
        return ratio(self.difference, self.rows) if self.rows else math.nan


class Errors(NamedTuple):
    """The expected and the maximum calibration error of a column's bins."""

    expected: float
    maximum: float


def added(sums: Iterable[ExactSum]) -> ExactSum:
    """All of them together."""
    return reduce(ExactSum.__add__, sums, ExactSum())


def errors(column: Sequence[Bin]) -> Errors:
    """Σ n/N |accuracy - confidence|, and the largest |accuracy - confidence|."""
    total = sum(line.rows for line in column)
    apart = [line.apart for line in column]
    expected = ratio(added(apart), total)
    return Errors(expected, max(ratio(x, line.rows) for x, line in zip(apart, column, strict=True) if line.rows))


class BrierParts(NamedTuple):
    """The parts of a Brier score: reliability - resolution + uncertainty + within_bins.

    `within_bins` is what binning leaves: how the predictions vary, and go with the outcomes, within the bins.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within_bins: float

    @property
    def total(self) -> float:
        """What they add up to."""
        return math.fsum((self.reliability, -self.resolution, self.uncertainty, self.within_bins))


@record
class Squares:
    """Sums over rows: of p² - 2py, and of y²."""

    crossed: ExactSum
    outcomes: ExactSum

    @classmethod
    def of(cls, events: Events) -> "Squares":
        """Those of some rows."""
        p, y = events
        return cls(exact_sum(plain_sum(p * (p - 2.0 * y))), exact_sum(plain_sum(y * y)))

    def __add__(self, other: "Squares") -> "Squares":
        return Squares(self.crossed + other.crossed, self.outcomes + other.outcomes)


def brier_parts(columns: Sequence[Sequence[Bin]], squares: Squares) -> BrierParts:
    """The parts of the Brier score of all columns together."""
    rows = sum(line.rows for line in columns[0])
    of_lines: list[tuple[float, float, float]] = []
    known = Fraction(0)
    for column in columns:
        share = Fraction(sum((line.outcomes.units for line in column), 0), rows) * Fraction(2) ** FINEST
        known += share**2
        for line in column:
            if line.rows:
                f, o, weight = line.confidence, line.accuracy, line.rows / rows
                of_lines.append((weight * line.gap**2, weight * (o - float(share)) ** 2, weight * f * (f - 2.0 * o)))
    reliability, resolution, means = map(math.fsum, zip(*of_lines, strict=True))
    uncertainty = float(Fraction(squares.outcomes.units) * Fraction(2) ** FINEST / rows - known)
    return BrierParts(reliability, resolution, uncertainty, ratio(squares.crossed, rows) - means)


def top_label(target: Target, probs: Array) -> Events:
    """The most probable class of each row (n, K), of equals the first, and how far it is the true one."""
    top = probs.argmax(axis=-1)
    hits = target == top if is_labels(target) else pick(distribution(target, probs.shape[-1]), top)
    return Events(pick(probs, top)[:, np.newaxis].astype(np.float64), np.asarray(hits, np.float64)[:, np.newaxis])


def each_class(target: Target, probs: Array) -> Events:
    """Each class of each row (n, K), and whether it is the true one."""
    return Events(probs, distribution(target, probs.shape[-1]))
