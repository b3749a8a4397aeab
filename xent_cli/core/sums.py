"""What rows add up to by key: exact sums of their losses and weights, and of what their spread is made of."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.exact_sum import FINEST, ExactSums, Weights, exact_counts, exact_sums, grown, ratio
from xent_cli.core.spread import Moments, exact_products


@dataclass(frozen=True, eq=False)
class Sums:
    """By key: rows, Σ s·loss and Σ s over their elements; every s is 1 where there are no sample weights.

    `squares` is Σ x² of x = s·(a row's loss), the mean of its elements. `uneven` are, where rows have weights or
    several elements, how many have weight, Σ x, Σ s, Σ s·x and Σ s² of them; products as `exact_products` has them.
    """

    rows: NDArray[np.int64]
    loss: ExactSums
    weight: ExactSums
    squares: ExactSums
    uneven: tuple[ExactSums, ...] = ()

    @classmethod
    def of(
        cls,
        losses: NDArray[Any],
        weights: NDArray[Any] | None = None,
        keys: NDArray[Any] | None = None,
        count: int = 1,
        *,
        spread: bool = True,
    ) -> "Sums":
        """Add up losses (n,), or (n, C) of C elements a row, by keys (n,); without keys, all in one sum.

        Without `spread` their squares are 0.
        """
        elements = math.prod(losses.shape[1:])
        rows = np.array([len(losses)]) if keys is None else np.bincount(keys, minlength=count)
        if weights is None and elements == 1:
            terms = losses.reshape(-1)
            squares = exact_products(terms, terms, keys, count) if spread else ExactSums.zeros(count)
            return cls(rows, exact_sums(terms, keys, count), exact_counts(rows), squares)
        products = _uneven(by_row(losses), weights, keys, count) if spread else [ExactSums.zeros(count)]
        squares, *uneven = products
        if elements > 1:
            keys = None if keys is None else np.repeat(keys, elements)
            weights = None if weights is None else np.repeat(weights, elements)
        terms = losses.reshape(-1)
        if weights is None:
            loss, weight = exact_sums(terms, keys, count), exact_counts(rows * elements)
        else:
            loss, weight = exact_sums(_times(weights, terms), keys, count), exact_sums(weights, keys, count)
        return cls(rows, loss, weight, squares, tuple(uneven))

    def __add__(self, other: "Sums") -> "Sums":
        uneven = tuple(mine + theirs for mine, theirs in zip(self.uneven, other.uneven, strict=True))
        loss, weight = self.loss + other.loss, self.weight + other.weight
        return Sums(self.rows + other.rows, loss, weight, self.squares + other.squares, uneven)

    def joined(self, other: "Sums", at: NDArray[np.int64], count: int) -> "Sums":
        """With the sums of another, whose key i is key at[i] among `count`; these sums are used up."""
        rows = grown(self.rows, count)
        rows[at] += other.rows
        uneven = self.uneven or tuple(ExactSums.zeros(len(self.rows)) for _ in other.uneven)
        return Sums(
            rows,
            self.loss.joined(other.loss, at, count),
            self.weight.joined(other.weight, at, count),
            self.squares.joined(other.squares, at, count),
            tuple(mine.joined(theirs, at, count) for mine, theirs in zip(uneven, other.uneven, strict=True)),
        )

    @property
    def whole(self) -> "Sums":
        """All keys as one."""
        sums = (self.loss.whole, self.weight.whole, self.squares.whole)
        return Sums(self.rows.sum(keepdims=True), *sums, tuple(each.whole for each in self.uneven))

    def moments(self) -> Iterator[Moments]:
        """What the standard error of a mean is made of, by key."""
        rows = exact_counts(self.rows)
        counts, value, weight, cross, weights = self.uneven or (
            rows,
            self.loss,
            rows,
            replace(self.loss, exponent=self.loss.exponent - FINEST),
            replace(rows, exponent=-FINEST),
        )
        finest = min(value.exponent, weight.exponent)
        finest = min(finest, *((products.exponent + FINEST) // 2 for products in (self.squares, cross, weights)))
        amounts = [sums.units << (sums.exponent - finest) for sums in (value, weight)]
        amounts += [sums.units << (sums.exponent + FINEST - 2 * finest) for sums in (self.squares, cross, weights)]
        finite = (self.loss.special == 0).tolist()
        return map(Moments, counts.units.tolist(), *(units.tolist() for units in amounts), finite)

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
        return balanced(self.rows.tolist())

    def label_entropy(self, class_weights: Weights | None = None) -> float:
        """-Σ p_c ln p_c of the keys' shares of Σ w·s: what the best constant prediction would cost."""
        total = self.weight.total(class_weights)
        factors = [1] * len(self.rows) if class_weights is None else class_weights
        shares = [float(f) * ratio(w, total) for f, w in zip(factors, self.weight, strict=True)]
        return math.fsum(-p * math.log(p) for p in shares if p)


def balanced(rows: Sequence[int]) -> Weights:
    """N / (K n_c) of the K classes seen, which have so many rows."""
    seen = sum(map(bool, rows))
    return [Fraction(sum(rows), seen * n) if n else Fraction(0) for n in rows]


def by_row(losses: NDArray[Any]) -> NDArray[Any]:
    """The loss of each row, of several elements their mean."""
    return losses if losses.ndim == 1 else np.ascontiguousarray(losses).mean(axis=1)


def _times(weights: NDArray[Any], losses: NDArray[Any]) -> NDArray[Any]:
    """Their products; a row of weight 0 counts for nothing, even where its loss is infinite."""
    with np.errstate(over="ignore"):
        return np.asarray(np.multiply(weights, losses, out=np.zeros(len(losses)), where=weights != 0))


def _uneven(
    losses: NDArray[Any], weights: NDArray[Any] | None, keys: NDArray[Any] | None, count: int
) -> Iterator[ExactSums]:
    """Σ x² of rows that count unlike one another, and how many do, Σ x, Σ s, Σ s·x, Σ s²."""
    s = np.ones(len(losses)) if weights is None else weights
    x = _times(s, losses)
    yield exact_products(x, x, keys, count)
    seen = np.zeros(len(s), np.int64) if keys is None else keys
    yield exact_counts(np.bincount(seen[s != 0], minlength=count))
    yield exact_sums(x, keys, count)
    yield exact_sums(s, keys, count)
    yield exact_products(s, x, keys, count)
    yield exact_products(s, s, keys, count)
