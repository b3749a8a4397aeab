"""What a pass over rows gathers: exact sums, by class too, and the rows that are infinite, worst or bad."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.binary import Binary
from xent_cli.core.sums import Sums, by_row
from xent_cli.core.unusual import Infinite, Skipped, Unusual


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

    def after(self, rows: int) -> "Worst":
        """The same, behind so many rows."""
        return replace(self, rows=tuple((number + rows, value) for number, value in self.rows))

    def __add__(self, other: "Worst") -> "Worst":
        ranked = sorted(self.rows + other.rows, key=lambda row: (-row[1], row[0]))
        return Worst(self.limit, tuple(ranked[: self.limit]))


@dataclass(frozen=True, eq=False)
class Totals:
    """The reduction of rows; `+` merges, and no number depends on how the rows were cut or in which order.

    `classes` holds a sum per class, or a single one where rows have no label; `hits` the rows per class whose
    arg-max is their label, and is empty where that was not asked.
    """

    classes: Sums
    hits: NDArray[np.int64]
    worst: Worst
    unusual: Unusual = field(default_factory=Unusual)
    binary: Binary | None = None

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
        binary: Binary | None = None,
        spread: bool = True,
    ) -> "Totals":
        """Reduce a block: losses (n,) or (n, C) of the rows numbered `numbers`, counted from 1 and ascending.

        A row of several elements ranks by their mean. Without `spread` no standard error is known.
        """
        means = by_row(losses)
        if correct is None:
            hits = np.zeros(0, np.int64)
        elif labels is None:
            hits = np.array([np.count_nonzero(correct)])
        else:
            hits = np.bincount(labels, correct, classes).astype(np.int64)
        return cls(
            Sums.of(losses, weights, labels, classes, spread=spread)
            if binary is None or losses.ndim > 1
            else binary.sums.whole,
            hits,
            Worst.of(means, numbers, worst) if worst else Worst(0),
            Unusual(Infinite.of(means, numbers)),
            binary,
        )

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.classes + other.classes,
            self.hits + other.hits,
            self.worst + other.worst,
            self.unusual + other.unusual,
            None if self.binary is None or other.binary is None else self.binary + other.binary,
        )

    def beside(self, skipped: Mapping[str, Skipped], ignored: int) -> "Totals":
        """The same, with the rows that were left out."""
        return replace(self, unusual=self.unusual + Unusual(skipped=skipped, ignored=ignored))

    @property
    def spoken_of(self) -> list[int]:
        """The rows that are named one by one."""
        return [*(row for row, _ in self.worst.rows), *self.unusual.infinite.first]

    def after(self, rows: int, lines: int = 0) -> "Totals":
        """The same, of what stands behind so many rows, and so many lines of its file."""
        return replace(self, worst=self.worst.after(rows), unusual=self.unusual.after(rows, lines))

    @property
    def rows(self) -> int:
        return int(self.classes.rows.sum())

    @property
    def accuracy(self) -> float | None:
        """The share of rows whose arg-max is their label; None where that was not asked, or of no rows."""
        return int(self.hits.sum()) / self.rows if self.hits.size and self.rows else None
