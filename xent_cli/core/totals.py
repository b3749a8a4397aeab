"""What a pass over rows gathers: exact sums, by class too, and the rows that are infinite, worst or bad."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.exact_sum import ExactSums, Weights, exact_counts, exact_sums, grown, ratio
from xent_cli.core.unusual import Infinite, Skipped, Unusual


@dataclass(frozen=True, eq=False)
class Sums:
    """By key: rows, Σ s·loss and Σ s over their elements; every s is 1 where there are no sample weights."""

    rows: NDArray[np.int64]
    loss: ExactSums
    weight: ExactSums

    @classmethod
    def of(
        cls,
        losses: NDArray[Any],
        weights: NDArray[Any] | None = None,
        keys: NDArray[Any] | None = None,
        count: int = 1,
    ) -> "Sums":
        """Add up losses (n,), or (n, C) of C elements a row, by keys (n,); without keys, all in one sum."""
        elements = math.prod(losses.shape[1:])
        rows = np.array([len(losses)]) if keys is None else np.bincount(keys, minlength=count)
        if elements > 1:
            keys = None if keys is None else np.repeat(keys, elements)
            weights = None if weights is None else np.repeat(weights, elements)
        terms = losses.reshape(-1)
        if weights is None:
            return cls(rows, exact_sums(terms, keys, count), exact_counts(rows * elements))
        # A row of weight 0 counts for nothing, even where its loss is infinite.
        with np.errstate(over="ignore"):
            weighted = np.multiply(weights, terms, out=np.zeros(len(terms)), where=weights != 0)
        return cls(rows, exact_sums(weighted, keys, count), exact_sums(weights, keys, count))

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.rows + other.rows, self.loss + other.loss, self.weight + other.weight)

    def joined(self, other: "Sums", at: NDArray[np.int64], count: int) -> "Sums":
        """With the sums of another, whose key i is key at[i] among `count`; these sums are used up."""
        rows = grown(self.rows, count)
        rows[at] += other.rows
        return Sums(rows, self.loss.joined(other.loss, at, count), self.weight.joined(other.weight, at, count))

    def means(self) -> list[float | None]:
        """Σ s·loss / Σ s by key; None where nothing has weight."""
        return [ratio(s, w) if w.units else None for s, w in zip(self.loss, self.weight, strict=True)]

    def mean(self, class_weights: Weights | None = None) -> float:
        """Σ w·s·loss / Σ w·s over all rows, w by key."""
        return ratio(self.loss.total(class_weights), self.weight.total(class_weights))

    def sum(self, class_weights: Weights | None = None) -> float:
        """Σ w·s·loss over all rows, w by key."""
        return ratio(self.loss.total(class_weights))

    def balanced(self) -> Weights:
        """The weights N / (K n_c) that give each of the K classes seen the same say."""
        seen, rows = int(np.count_nonzero(self.rows)), int(self.rows.sum())
        return [Fraction(rows, seen * n) if n else Fraction(0) for n in self.rows.tolist()]

    def label_entropy(self, class_weights: Weights | None = None) -> float:
        """-Σ p_c ln p_c of the keys' shares of Σ w·s: what the best constant prediction would cost."""
        total = self.weight.total(class_weights)
        factors = [1] * len(self.rows) if class_weights is None else class_weights
        shares = [float(f) * ratio(w, total) for f, w in zip(factors, self.weight, strict=True)]
        return math.fsum(-p * math.log(p) for p in shares if p)


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
        by_row = losses if losses.ndim == 1 else np.ascontiguousarray(losses).mean(axis=1)
        if correct is None:
            hits = np.zeros(0, np.int64)
        elif labels is None:
            hits = np.array([np.count_nonzero(correct)])
        else:
            hits = np.bincount(labels, correct, classes).astype(np.int64)
        return cls(
            Sums.of(losses, weights, labels, classes),
            hits,
            Worst.of(by_row, numbers, worst) if worst else Worst(0),
            Unusual(Infinite.of(by_row, numbers)),
        )

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.classes + other.classes,
            self.hits + other.hits,
            self.worst + other.worst,
            self.unusual + other.unusual,
        )

    def beside(self, skipped: Mapping[str, Skipped], ignored: int) -> "Totals":
        """The same, with the rows that were left out."""
        return replace(self, unusual=self.unusual + Unusual(skipped=skipped, ignored=ignored))

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
