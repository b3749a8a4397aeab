"""What a pass over rows gathers: exact sums, by class too, and the rows that are infinite, worst or bad."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.sums import Sums, by_row

NAMED = 5  # how many of the infinite rows are named; the others are counted


@dataclass(frozen=True)
class Worst:
    """The rows of highest loss, at most `limit`, highest first; of equals the earlier row."""

    limit: int
    rows: tuple[tuple[int, float], ...] = ()

    @classmethod
    def of(cls, losses: NDArray[Any], numbers: NDArray[np.int64], limit: int) -> "Worst":
        """Keep the worst of the rows with these numbers."""
        if limit < len(losses):
            threshold = np.partition(losses, -limit)[-limit] if limit else np.inf
            kept = losses >= threshold
            losses, numbers = losses[kept], numbers[kept]
        order = np.lexsort((numbers, -losses))[:limit]
        return cls(limit, tuple(zip(numbers[order].tolist(), losses[order].tolist(), strict=True)))

    def __add__(self, other: "Worst") -> "Worst":
        ranked = sorted(self.rows + other.rows, key=lambda row: (-row[1], row[0]))
        return Worst(self.limit, tuple(ranked[: self.limit]))


@dataclass(frozen=True)
class Infinite:
    """How many rows cost an infinite loss, and the numbers of the first few."""

    count: int
    first: tuple[int, ...]

    @classmethod
    def of(cls, losses: NDArray[Any], numbers: NDArray[np.int64]) -> "Infinite":
        """Look for them among the rows with these numbers, which ascend."""
        found = numbers[np.isinf(losses)]
        return cls(len(found), tuple(found[:NAMED].tolist()))

    def after(self, rows: int) -> "Infinite":
        """The same, of a block that stands behind so many rows."""
        return replace(self, first=tuple(number + rows for number in self.first))

    def __add__(self, other: "Infinite") -> "Infinite":
        return Infinite(self.count + other.count, tuple(sorted(self.first + other.first)[:NAMED]))


@dataclass(frozen=True)
class Skipped:
    """Rows of one kind that could not be used: how many, the number of the first, and what was said of it."""

    count: int
    row: int
    text: str

    def __add__(self, other: "Skipped") -> "Skipped":
        row, text = min((self.row, self.text), (other.row, other.text))
        return Skipped(self.count + other.count, row, text)


@dataclass(frozen=True)
class Unusual:
    """The rows that are not like the others: of infinite loss, left out as unusable by kind, left out for --ignore."""

    infinite: Infinite = Infinite(0, ())
    skipped: Mapping[str, Skipped] = field(default_factory=dict)
    ignored: int = 0

    def __add__(self, other: "Unusual") -> "Unusual":
        shared = {kind: self.skipped[kind] + other.skipped[kind] for kind in self.skipped.keys() & other.skipped}
        skipped = {**self.skipped, **other.skipped, **shared}
        return Unusual(self.infinite + other.infinite, skipped, self.ignored + other.ignored)

    @property
    def left_out(self) -> int:
        """How many rows count for nothing."""
        return self.ignored + sum(kind.count for kind in self.skipped.values())


@dataclass(frozen=True, eq=False)
class Totals:
    """The reduction of rows; `+` merges, and no number depends on how the rows were cut or in which order.

    `classes` holds a sum per class, or a single one where rows have no label; `hits` the rows per class whose
    arg-max is their label, and is empty where that was not asked.
    """

    classes: Sums
    hits: NDArray[np.int64]
    worst: Worst
    unusual: Unusual = Unusual()

    @classmethod
    def of(
        cls,
        losses: NDArray[Any],
        numbers: NDArray[np.int64],
        *,
        labels: NDArray[Any] | None = None,
        classes: int = 1,
        correct: NDArray[np.bool_] | None = None,
        weights: NDArray[Any] | None = None,
        worst: int = 0,
    ) -> "Totals":
        """Reduce a block: losses (n,) or (n, C) of the rows numbered `numbers`, counted from 1 and ascending.

        A row of several elements ranks by their mean.
        """
        means = by_row(losses)
        if correct is None:
            hits = np.zeros(0, np.int64)
        elif labels is None:
            hits = np.array([np.count_nonzero(correct)])
        else:
            hits = np.bincount(labels, correct, classes).astype(np.int64)
        return cls(
            Sums.of(losses, weights, labels, classes),
            hits,
            Worst.of(means, numbers, worst) if worst else Worst(0),
            Unusual(Infinite.of(means, numbers)),
        )

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.classes + other.classes,
            self.hits + other.hits,
            self.worst + other.worst,
            self.unusual + other.unusual,
        )

    def after(self, rows: int, skipped: Mapping[str, Skipped], ignored: int) -> "Totals":
        """The same, of a block that stands behind so many rows; with the rows left out of it."""
        worst = replace(self.worst, rows=tuple((number + rows, value) for number, value in self.worst.rows))
        return replace(self, worst=worst, unusual=Unusual(self.unusual.infinite.after(rows), skipped, ignored))

    @property
    def rows(self) -> int:
        return int(self.classes.rows.sum())

    @property
    def accuracy(self) -> float | None:
        """The share of rows whose arg-max is their label; None where that was not asked, or of no rows."""
        return int(self.hits.sum()) / self.rows if self.hits.size and self.rows else None
