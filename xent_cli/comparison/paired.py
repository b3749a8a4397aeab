"""The paired comparison as a function of arrays."""

from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xent_cli.comparison.changes import difference
from xent_cli.comparison.interval import confidence_of, interval
from xent_cli.core.errors import InputError
from xent_cli.core.exact_sum import ExactSum, ratio
from xent_cli.core.numerics import Array
from xent_cli.core.spread import Moments
from xent_cli.core.sums import Sums


class PairedDifference(NamedTuple):
    """Both means, the mean of new - old, how sure it is, and how many rows became better, worse, or did not change."""

    old: float
    new: float
    difference: float
    standard_error: float
    interval: tuple[float, float] | None
    better: int
    worse: int
    equal: int


def paired_difference(
    old: ArrayLike, new: ArrayLike, *, clusters: ArrayLike | None = None, confidence: float | str = 0.95
) -> PairedDifference:
    """The mean difference new - old of losses of the same rows, with its standard error and Student's t interval.

    old and new have shape (n,); rows with the same entry of `clusters` (n,) are not independent, and count together.
    The sums are exact, so the order of the rows does not matter. The standard error is NaN and there is no interval
    where a loss is infinite, or of one row. InputError where the shapes differ or a loss is NaN.

    >>> from xent_cli import paired_difference
    >>> found = paired_difference([1.0, 2.0, 4.0], [0.5, 2.0, 2.5])
    >>> found.difference, found.better, found.interval
    (-0.6666666666666666, 2, (-2.563958183465047, 1.230624850131714))

    Student (1908), The probable error of a mean, Biometrika 6.
    """
    losses = [np.asarray(values, np.float64) for values in (old, new)]
    before, after = losses
    if before.ndim != 1 or before.shape != after.shape or not before.size:
        what = f"their shapes are {before.shape} and {after.shape}"
        raise InputError(what, "old and new", "give a loss for each row, in the same order")
    if np.isnan(before).any() or np.isnan(after).any():
        raise InputError("a loss is NaN", "old and new", "leave its row out of both")
    share = confidence_of(str(confidence))
    changes = difference(before, after)
    (moments,) = Sums.of(changes).moments() if clusters is None else [_clustered(changes, np.asarray(clusters))]
    sums = [Sums.of(values).loss[0] for values in losses]
    apart = ratio(ExactSum(sums[1].units - sums[0].units, sums[1].special - sums[0].special), changes.size)
    error = moments.standard_error
    return PairedDifference(
        ratio(sums[0], changes.size),
        ratio(sums[1], changes.size),
        apart,
        error,
        interval(apart, error, share, Fraction(moments.rows - 1)),
        int(np.count_nonzero(changes < 0)),
        int(np.count_nonzero(changes > 0)),
        int(np.count_nonzero(changes == 0)),
    )


def _clustered(changes: Array, clusters: NDArray[Any]) -> Moments:
    """What the standard error is made of, where the rows of a cluster count together."""
    if clusters.shape != changes.shape:
        raise InputError(f"its shape is {clusters.shape}", "clusters", "give the cluster of each row")
    names, which = np.unique(clusters, return_inverse=True)
    each = Sums.of(changes, keys=which.reshape(-1), count=len(names)).moments()
    return sum((one.as_one for one in each), Moments())
