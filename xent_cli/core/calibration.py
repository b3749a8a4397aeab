"""Calibration of predictions in memory: the reliability table, what it comes to, and the Brier score's parts."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xent_cli.core.arrays import usable_elements, usable_rows, usable_target, within
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.reliability import (
    Bin,
    Binned,
    BrierParts,
    Events,
    Squares,
    brier_parts,
    by_mass,
    by_width,
    errors,
    top_label,
)

MOST_BINS = 10_000


class Reliability(NamedTuple):
    """The reliability table: a line for each bin, NaN where a bin is empty."""

    lower: Array
    upper: Array
    rows: NDArray[np.int64]
    confidence: Array
    accuracy: Array


def reliability(y: ArrayLike, p: ArrayLike, *, bins: int = 15, equal_mass: bool = False) -> Reliability:
    """The reliability table of probabilities p of y = 1: in each bin their mean, and how often y is 1.

    y and p have one shape; y may be probabilities too. A bin holds what is above its lower end, up to its upper end,
    and the first 0 too. With `equal_mass` the bins hold as many each, but equal probabilities stay together.
    InputError where a number is not from 0 to 1.

    >>> from xent_cli import reliability
    >>> reliability([0, 1, 1, 1], [0.25, 0.5, 0.75, 1.0], bins=2).accuracy.tolist()
    [0.5, 1.0]

    Guo, Pleiss, Sun and Weinberger (2017), On Calibration of Modern Neural Networks, ICML.
    """
    (lines,) = _lines(_binary(y, p), bins, equal_mass)
    columns = zip(*((b.lower, b.upper, b.rows, b.confidence, b.accuracy) for b in lines), strict=True)
    return Reliability(*map(np.array, columns))


def expected_calibration_error(target: ArrayLike, q: ArrayLike, *, bins: int = 15, equal_mass: bool = False) -> float:
    """The expected calibration error of the most probable class: Σ n/N |accuracy - confidence| over the bins.

    q has shape (..., K); target is class indices of shape (...) or distributions of shape (..., K). Bins and errors
    are those of `reliability`; of equally probable classes the first counts.

    >>> from xent_cli import expected_calibration_error
    >>> expected_calibration_error([0, 1], [[0.75, 0.25], [0.75, 0.25]])
    0.25

    Guo, Pleiss, Sun and Weinberger (2017), On Calibration of Modern Neural Networks, ICML.
    """
    probs = usable_rows(q, InputKind.PROBS, "q")
    truth = usable_target(target, probs.shape)
    rows = probs.reshape(-1, probs.shape[-1])
    flat = truth.reshape(-1) if truth.dtype.kind == "i" else truth.reshape(rows.shape)
    (lines,) = _lines(top_label(flat, rows), bins, equal_mass)
    return errors(lines).expected


def binary_expected_calibration_error(y: ArrayLike, p: ArrayLike, *, bins: int = 15, equal_mass: bool = False) -> float:
    """The expected calibration error of the probability of y = 1: Σ n/N |share of y = 1 - mean of p| over the bins.

    Shapes, bins and errors are those of `reliability`.

    >>> from xent_cli import binary_expected_calibration_error
    >>> binary_expected_calibration_error([1, 0], [0.25, 0.25])
    0.25

    Guo, Pleiss, Sun and Weinberger (2017), On Calibration of Modern Neural Networks, ICML.
    """
    (lines,) = _lines(_binary(y, p), bins, equal_mass)
    return errors(lines).expected


def brier_decomposition(y: ArrayLike, p: ArrayLike, *, bins: int = 15, equal_mass: bool = False) -> BrierParts:
    """The parts of the Brier score mean((p - y)²): reliability - resolution + uncertainty + within_bins.

    Shapes, bins and errors are those of `reliability`. Where all of a bin's probabilities are one number,
    `within_bins` is 0.

    >>> from xent_cli import brier_decomposition
    >>> brier_decomposition([1, 0, 1, 1], [0.25, 0.25, 0.75, 0.75])
    BrierParts(reliability=0.0625, resolution=0.0625, uncertainty=0.1875, within_bins=0.0)

    Murphy (1973), A New Vector Partition of the Probability Score, J. Appl. Meteorol. 12; Stephenson, Coelho and
    Jolliffe (2008), Two Extra Components in the Brier Score Decomposition, Weather and Forecasting 23.
    """
    events = _binary(y, p)
    return brier_parts(_lines(events, bins, equal_mass), Squares.of(events))


def _binary(y: ArrayLike, p: ArrayLike) -> Events:
    truth, probs = usable_elements(y, InputKind.PROBS, "y"), usable_elements(p, InputKind.PROBS, "p")
    if truth.shape != probs.shape or not truth.size:
        raise InputError(f"the shapes are {truth.shape} and {probs.shape}", "y and p", "give a y for each p")
    return Events(probs.reshape(-1, 1), truth.reshape(-1, 1))


def _lines(events: Events, bins: int, equal_mass: bool) -> list[list[Bin]]:
    """The reliability table of events in memory."""
    within("bins", bins, 1, MOST_BINS)
    edges = by_mass(list(events.probs.T), bins) if equal_mass else by_width(events.probs.shape[1], bins)
    return Binned.of(events, edges).lines(edges)
