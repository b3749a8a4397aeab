"""Estimates by drawn classes: what they estimate, and that their slopes are those of their losses."""

import numpy as np
import pytest

from xent_cli.core import ce
from xent_cli.core.predictions import Logits
from xent_cli.learning.estimate import estimate
from xent_cli.learning.model import Model
from xent_cli.learning.sampling import Sampling, slopes
from xent_cli.learning.spool import Spool

CLASSES, FEATURES, ROWS = 40, 3, 16
RANDOM = np.random.default_rng(5)
WEIGHTS, BIAS = RANDOM.standard_normal((CLASSES, FEATURES)), RANDOM.standard_normal(CLASSES)
INPUTS, LABELS = RANDOM.standard_normal((ROWS, FEATURES)), RANDOM.integers(0, CLASSES, ROWS)
COUNTS = RANDOM.integers(1, 50, CLASSES)
NAMES = tuple(map(str, range(CLASSES)))


def model(weights: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]" = WEIGHTS) -> Model:
    return Model(("a", "b", "c"), "y", NAMES, weights, BIAS)


def test_the_mean_of_the_estimates_of_z_is_z() -> None:
    sampling = Sampling.of(False, 25, COUNTS)
    z = np.exp(model().logits(INPUTS)).sum(axis=1)
    found = []
    for trial in range(2000):
        pulls = sampling.pulls(model(), INPUTS, LABELS, sampling.drawn(np.random.default_rng(trial)))
        found.append(np.exp(pulls.losses + model().logits(INPUTS)[np.arange(ROWS), LABELS]))
    deviation = np.std(found, axis=0) / np.sqrt(len(found))
    assert np.abs((np.mean(found, axis=0) - z) / deviation).max() < 4.5


def test_very_many_drawn_classes_are_the_full_softmax() -> None:
    sampling = Sampling.of(False, 100_000, COUNTS)
    pulls = sampling.pulls(model(), INPUTS, LABELS, sampling.drawn(np.random.default_rng(0)))
    assert pulls.losses == pytest.approx(ce.value(LABELS, Logits(model().logits(INPUTS))), abs=0.04)


@pytest.mark.parametrize("negative", [False, True])
def test_slopes_are_those_of_the_loss(negative: bool) -> None:
    sampling = Sampling.of(negative, 12, COUNTS)
    chosen = sampling.drawn(np.random.default_rng(1))
    shares = np.full(ROWS, 1 / ROWS)

    def loss(weights: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> float:
        return float(sampling.pulls(model(weights), INPUTS, LABELS, chosen).losses.mean())

    found = slopes(sampling.pulls(model(), INPUTS, LABELS, chosen), INPUTS, LABELS, chosen, shares)
    assert set(found.classes.tolist()) == {*LABELS.tolist(), *chosen.tolist()}
    by_weights = np.zeros_like(WEIGHTS)
    by_weights[found.classes] = found.by_weights
    for k, f in np.ndindex(*WEIGHTS.shape):
        h = np.zeros_like(WEIGHTS)
        h[k, f] = 1e-5
        assert by_weights[k, f] == pytest.approx((loss(WEIGHTS + h) - loss(WEIGHTS - h)) / 2e-5, abs=1e-9)


@pytest.mark.parametrize(("negative", "power"), [(False, 1.0), (True, 0.75)])
def test_classes_are_drawn_by_their_frequencies(negative: bool, power: float) -> None:
    drawn = Sampling.of(negative, 200_000, COUNTS).drawn(np.random.default_rng(3))
    due = COUNTS**power / (COUNTS**power).sum()
    seen = np.bincount(drawn, minlength=CLASSES) / len(drawn)
    assert np.abs((seen - due) / np.sqrt(due / len(drawn))).max() < 4.5


def test_a_class_without_rows_is_never_drawn() -> None:
    counts = COUNTS * (np.arange(CLASSES) % 2)
    assert (Sampling.of(False, 10_000, counts).drawn(np.random.default_rng(0)) % 2 == 1).all()


def test_more_classes_make_a_better_estimate() -> None:
    rows = Spool(FEATURES)
    rows.append(np.column_stack([INPUTS, LABELS, np.ones(ROWS)]))
    few, many = (estimate(model(), Sampling.of(False, count, COUNTS), rows, 0) for count in (5, 500))
    assert few.rows == many.rows == ROWS
    assert few.full_loss == many.full_loss
    assert few.variance > 10 * many.variance
    assert few.bias < -3 * few.standard_error  # a logarithm of an unbiased estimate is too low
    assert abs(many.bias) < abs(few.bias) / 5
    assert many.slope_bias < few.slope_bias
