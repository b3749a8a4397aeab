"""T* against decimal arithmetic of 50 digits, and where there is none."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xent_cli import (
    InputError,
    binary_cross_entropy_from_logits,
    cross_entropy_from_logits,
    fitted_binary_temperature,
    fitted_temperature,
)
from xent_cli.core.numerics import Array

FINE = st.integers(-4000, 4000).map(lambda k: k / 512)


def slope(truths: list[list[Decimal]], rows: list[list[Decimal]], inverse: Decimal) -> Decimal:
    """d/dβ of Σ [ln Σ e^(βz) - β Σ pz], as it is written."""
    total = Decimal(0)
    for p, z in zip(truths, rows, strict=True):
        powers = [(inverse * x).exp() for x in z]
        total += sum((e * x for e, x in zip(powers, z, strict=True)), Decimal(0)) / sum(powers)
        total -= sum((share * x for share, x in zip(p, z, strict=True)), Decimal(0))
    return total


def by_bisection(truths: Array, logits: Array) -> float:
    """T* by 50 digits: halving where the slope changes its sign."""
    with localcontext(prec=50):
        p, z = ([[Decimal(float(x)) for x in row] for row in rows] for rows in (truths, logits))
        low, high = Decimal("1e-4"), Decimal("1e4")
        for _ in range(90):
            middle = (low * high).sqrt()
            if slope(p, z, middle) < 0:
                low = middle
            else:
                high = middle
        return float(1 / middle)


@pytest.mark.parametrize(("rows", "classes", "scale"), [(40, 3, 0.2), (25, 10, 1.0), (30, 4, 30.0)])
@pytest.mark.parametrize("soft", [False, True])
def test_50_digits_find_the_same(rows: int, classes: int, scale: float, soft: bool) -> None:
    random = np.random.default_rng(rows)
    z = random.normal(size=(rows, classes))
    q = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    labels = (q.cumsum(1) > random.random((rows, 1))).argmax(1)
    truth = np.round(0.5 * q + 0.5 * np.eye(classes)[labels], 6) if soft else np.eye(classes)[labels]
    truth[:, 0] += 1 - truth.sum(1)
    found = fitted_temperature(truth if soft else labels, scale * z)
    assert found == pytest.approx(by_bisection(truth, scale * z), rel=1e-9)


@pytest.mark.parametrize("y", [[1, 0, 1, 1, 0, 0], [0.75, 0.25, 1, 1, 0.5, 0]])
def test_50_digits_find_the_same_of_one_column(y: list[float]) -> None:
    z = np.array([2.5, 1.0, 4.0, -1.0, -3.0, 0.5])
    truth, logits = np.stack([1 - np.array(y), y], axis=1), np.stack([0 * z, z], axis=1)
    assert fitted_binary_temperature(y, z) == pytest.approx(by_bisection(truth, logits), rel=1e-9)


@settings(max_examples=60)
@given(st.lists(st.tuples(FINE, FINE, FINE, st.integers(0, 2)), min_size=2, max_size=12))
def test_no_temperature_near_it_is_better(rows: list[tuple[float, float, float, int]]) -> None:
    z, labels = np.array([row[:3] for row in rows]), np.array([row[3] for row in rows])
    try:
        found = fitted_temperature(labels, z)
    except InputError:
        return
    best = cross_entropy_from_logits(labels, z / found).mean()
    for factor in (0.9, 0.99, 1.01, 1.1):
        assert cross_entropy_from_logits(labels, z / (found * factor)).mean() >= best * (1 - 1e-12)


def test_one_column_is_two_classes() -> None:
    z, y = np.array([2.0, 3.0, 1.0, -1.0]), np.array([1, 0, 1, 0])
    assert fitted_binary_temperature(y, z) == fitted_temperature(y, np.stack([0 * z, z], axis=1))


def test_of_a_temperature_that_is_asked_for() -> None:
    z, y = np.array([[2.0, 0.0], [2.0, 0.0], [2.0, 0.0]]), [0, 0, 1]
    assert fitted_temperature(y, 1000 * z) == pytest.approx(1000 * fitted_temperature(y, z), rel=1e-12)


def test_classes_that_cannot_be_count_for_nothing() -> None:
    z = np.array([[2.0, 0.0, -np.inf], [2.0, 0.0, -np.inf], [2.0, -np.inf, 0.0]])
    assert fitted_temperature([0, 0, 2], z) == pytest.approx(2 / np.log(2), rel=1e-12)


@pytest.mark.parametrize(
    ("labels", "rows", "why"),
    [
        ([0, 1], [[2.0, 0.0], [0.0, 1.0]], "T → 0"),
        ([1, 0], [[2.0, 0.0], [0.0, 1.0]], "T → ∞"),
        ([1, 1], [[2.0, 0.0], [0.0, 2.0]], "T → ∞"),
        ([0, 1], [[2.0, 2.0], [1.0, 1.0]], "no T changes anything"),
        ([0, 1], [[2.0, -np.inf], [1.0, -np.inf]], "infinite at every T"),
        ([[0.5, 0.5]], [[2.0, -np.inf]], "infinite at every T"),
    ],
)
def test_where_there_is_none(labels: list[object], rows: list[list[float]], why: str) -> None:
    with pytest.raises(InputError, match=why):
        fitted_temperature(labels, rows)


def test_huge_logits_do_not_overflow() -> None:
    z = np.array([[1e300, 0.0], [1e300, 0.0], [1e300, 0.0]])
    assert fitted_temperature([0, 0, 1], z) == pytest.approx(1e300 / np.log(2), rel=1e-9)


def test_nearly_all_right_is_found() -> None:
    z = np.array([[1e-3, 0.0]] * 999 + [[0.0, 1e-3]])
    found = fitted_temperature([0] * 1000, z)
    assert found == pytest.approx(1e-3 / np.log(999), rel=1e-12)
    assert binary_cross_entropy_from_logits(1, 1e-3 / found) == pytest.approx(np.log1p(1 / 999))
