"""What pairs of rows add up to: both means, their difference, and how sure it is."""

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from xent_cli.comparison.pairing import Pair
from xent_cli.core.exact_sum import ExactSum, ratio
from xent_cli.core.groups import Groups
from xent_cli.core.numerics import Array
from xent_cli.core.spread import Moments
from xent_cli.core.sums import Sums, by_row
from xent_cli.inputs.keys import Keys
from xent_cli.inputs.parsed import Texts
from xent_cli.record import record

OLD, NEW, BETTER, WORSE, EQUAL = map(str, range(5))
KINDS = [OLD, NEW, BETTER, WORSE, EQUAL]
CHANGED = (BETTER, WORSE, EQUAL)


class Change(NamedTuple):
    """A row that changed: its number, what --id calls it, what it cost, and what it costs."""

    row: int
    id: str | None
    old: float
    new: float
    difference: float

    def over(self, ln_base: float) -> "Change":
        """The same in another unit."""
        return self._replace(old=self.old / ln_base, new=self.new / ln_base, difference=self.difference / ln_base)


class Line(NamedTuple):
    """Some of the rows: both means, the mean difference, its standard error from so many rows or clusters."""

    key: tuple[str, ...]
    rows: int
    old: float
    new: float
    difference: float
    standard_error: float
    units: int
    better: int
    worse: int
    equal: int
    apart: tuple[float, float]  # the standard errors of both means

    def over(self, ln_base: float) -> "Line":
        """The same in another unit."""
        old, new, apart = self.old / ln_base, self.new / ln_base, (self.apart[0] / ln_base, self.apart[1] / ln_base)
        difference, error = self.difference / ln_base, self.standard_error / ln_base
        return self._replace(old=old, new=new, difference=difference, standard_error=error, apart=apart)


def difference(old: Array, new: Array) -> Array:
    """new - old; rows that cost the same did not change, be it infinite."""
    with np.errstate(invalid="ignore", over="ignore"):
        return np.where(old == new, 0.0, new - old)


@record
class Weighed:
    """What each label counts for in the sum, and in the denominator; nothing where all count 1."""

    above: Sequence[Any] = ()
    below: Sequence[Any] = ()

    def factors(self, label: int) -> tuple[Fraction | int, Fraction | int]:
        """Both, of a label."""
        above = Fraction(self.above[label]) if self.above else 1
        return above, Fraction(self.below[label]) if self.below else 1


class Changes:
    """Exact sums by group, by label and by whether a row became better; and, where there are clusters, by these."""

    def __init__(self, groups: int, clusters: int | None, worst: int) -> None:
        """The first `groups` of the columns that come with a row are groups; `clusters` is the place of another."""
        self._groups, self._clusters, self._limit = groups, clusters, worst
        self._sums = Groups(Keys())
        self._of_clusters = Groups(Keys())
        self.worst: list[Change] = []
        self.hits: list[int] | None = None

    def add(self, pair: Pair) -> None:
        """Take in rows of both tables."""
        old, new = pair
        if not len(old.numbers):
            return
        changed = difference(old.losses, new.losses)
        size = by_row(changed)
        kinds = np.where(size == 0, 4, np.where(size > 0, 3, 2))
        labels = old.truth if old.truth.dtype.kind == "i" else np.zeros(len(size), np.int64)
        label = Texts(labels, [str(k) for k in range(int(labels.max()) + 1)])
        kind = Texts(np.concatenate([np.zeros_like(kinds), np.ones_like(kinds), kinds]), KINDS)
        weights = None if old.weight is None else np.tile(old.weight, 3)
        by = [thrice(texts) for texts in (*old.group[: self._groups], label)]
        self._sums.add((*by, kind), np.concatenate([old.losses, new.losses, changed]), weights)
        if self._clusters is not None:
            own = (*old.group[: self._groups], old.group[self._clusters], label)
            self._of_clusters.add(own, changed, old.weight)
        if old.hits is not None and new.hits is not None:
            before = self.hits or [0, 0]
            self.hits = [n + int(np.count_nonzero(h)) for n, h in zip(before, (old.hits, new.hits), strict=True)]
        if self._limit:
            self._keep_worst(pair, size)

    def _keep_worst(self, pair: Pair, size: Array) -> None:
        """Keep the rows that changed most; of equals the earlier."""
        old, new = pair
        far = np.lexsort((old.numbers, -np.abs(size)))[: self._limit]
        losses, others = by_row(old.losses), by_row(new.losses)
        self.worst += [
            Change(
                int(old.numbers[i]),
                None if old.id is None else old.id.at(int(i)),
                float(losses[i]),
                float(others[i]),
                float(size[i]),
            )
            for i in far.tolist()
        ]
        self.worst = sorted(self.worst, key=lambda c: (-abs(c.difference), c.row))[: self._limit]

    def rows_by_label(self, count: int) -> list[int]:
        """How many rows have each label."""
        columns, sums = self._sums.sums()
        rows = [0] * count
        for label, kind, n in zip(columns[-2], columns[-1], sums.rows.tolist(), strict=True):
            rows[int(label)] += n if kind == OLD else 0
        return rows

    def lines(self, weighed: Weighed, *, by: str) -> Iterator[Line]:
        """A line for all rows (`by` is ""), for each "group" or for each "label"."""
        columns, sums = self._sums.sums()
        entries = Entries(columns, sums, weighed)
        clusters = self._clustered(weighed, by)
        for key, parts in gathered(self._keys(columns, by)):
            if sums.rows[parts].sum():
                yield entries.line(key, parts, clusters.get(key, Moments()) if self._clusters is not None else None)

    def _keys(self, columns: Sequence[Sequence[str]], by: str) -> list[tuple[str, ...]]:
        """Of which line the sums of each key are a part."""
        count = len(columns[0])
        if by == "group" and self._groups:
            return list(zip(*columns[: self._groups], strict=True))
        return [(label,) for label in columns[-2]] if by == "label" else [()] * count

    def _clustered(self, weighed: Weighed, by: str) -> dict[tuple[str, ...], Moments]:
        """What the standard error of each line is made of, where the rows of a cluster count together."""
        if self._clusters is None:
            return {}
        columns, sums = self._of_clusters.sums()
        labels, each = columns[-1], list(sums.moments())
        lines = self._keys((*columns, ()), by)
        keys = [(*key, cluster) for key, cluster in zip(lines, columns[-2], strict=True)]
        found: dict[tuple[str, ...], Moments] = {}
        for key, parts in gathered(keys):
            whole = sum((each[i].weighed(*weighed.factors(int(labels[i]))) for i in parts), Moments())
            if whole.rows:
                found[key[:-1]] = found.get(key[:-1], Moments()) + whole.as_one
        return found


def thrice(texts: Texts) -> Texts:
    """A column of texts three times over."""
    return Texts(np.tile(texts.codes, 3), texts.values)


def gathered(keys: Sequence[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """The places of each key, by key."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return ((key, list(places)) for key, places in groupby(order, key=keys.__getitem__))


class Entries:
    """Sums by label and kind, of which lines are made."""

    def __init__(self, columns: Sequence[Sequence[str]], sums: Sums, weighed: Weighed) -> None:
        self._labels, self._kinds = [*map(int, columns[-2])], columns[-1]
        self._sums, self._weighed, self._moments = sums, weighed, list(sums.moments())

    def line(self, key: tuple[str, ...], parts: Sequence[int], clusters: Moments | None) -> Line:
        """The line of these entries."""
        of = {kind: [i for i in parts if self._kinds[i] == kind] for kind in KINDS}
        old, new = self._total(of[OLD], 0), self._total(of[NEW], 0)
        weight = self._total(of[OLD], 1)
        apart = ExactSum(new.units - old.units, new.special - old.special)
        rows = [sum(int(self._sums.rows[i]) for i in of[kind]) for kind in KINDS]
        changed = self._spread(i for kind in CHANGED for i in of[kind]) if clusters is None else clusters
        mean_old, mean_new, change = (ratio(x, weight) if weight.units else math.nan for x in (old, new, apart))
        errors = self._spread(of[OLD]).standard_error, self._spread(of[NEW]).standard_error
        counts, error = rows[0], changed.standard_error
        return Line(key, counts, mean_old, mean_new, change, error, changed.rows, rows[2], rows[3], rows[4], errors)

    def _total(self, parts: Iterable[int], which: int) -> ExactSum:
        """The sum of their losses (0), or what they are divided by (1)."""
        amount = ExactSum()
        for i in parts:
            factor = self._weighed.factors(self._labels[i])[which]
            own = (self._sums.loss, self._sums.weight)[which][i]
            amount += ExactSum(own.units * factor, own.special if factor else 0.0)
        return amount

    def _spread(self, parts: Iterable[int]) -> Moments:
        """What a standard error is made of."""
        return sum((self._moments[i].weighed(*self._weighed.factors(self._labels[i])) for i in parts), Moments())
