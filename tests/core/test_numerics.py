from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xent_cli.core import numerics
from xent_cli.core.numerics import (
    compensated_sum,
    label_surprisal,
    logsumexp,
    over,
    pick,
    plain_sum,
    softplus,
    times,
    two_diff,
)

ORDINARY = st.floats(-1e100, 1e100, allow_subnormal=False)
TABLES = hnp.arrays(np.float64, st.tuples(st.integers(1, 7), st.integers(1, 40)), elements=st.floats(-50, 50))


@given(ORDINARY, ORDINARY)
def test_two_diff_loses_nothing(a: float, b: float) -> None:
    difference, error = two_diff(np.array([a]), np.array([b]))
    assert Fraction(difference[0]) + Fraction(error[0]) == Fraction(a) - Fraction(b)


def test_two_diff_of_an_infinity_has_no_error() -> None:
    difference, error = two_diff(np.array([3.0]), np.array([-np.inf]))
    assert (difference[0], error[0]) == (np.inf, 0.0)


@pytest.mark.parametrize(
    ("numbers", "total"),
    [
        ([1.0, 1e-17, -1.0], 1e-17),
        ([1e100, 1.0, -1e100, 1.0], 2.0),
        ([0.1] * 10, 1.0),
        ([1.0, np.inf, 2.0], np.inf),
        ([4.0], 4.0),
    ],
)
def test_compensated_sum(numbers: list[float], total: float) -> None:
    assert compensated_sum(np.array(numbers)) == total


def test_sums_do_not_depend_on_the_other_rows_nor_on_the_order_of_memory() -> None:
    table = np.random.default_rng(1).normal(size=(50, 37))
    whole = compensated_sum(table)
    assert (compensated_sum(np.asfortranarray(table)) == whole).all()
    assert all(compensated_sum(table[i : i + 1])[0] == whole[i] for i in range(50))
    assert (plain_sum(np.asfortranarray(table)) == plain_sum(table)).all()
    assert all(plain_sum(table[i : i + 1])[0] == plain_sum(table)[i] for i in range(50))


def test_plain_sum_leaves_its_argument_alone() -> None:
    table = np.asfortranarray(np.arange(15.0).reshape(3, 5))
    assert plain_sum(table).tolist() == [10.0, 35.0, 60.0]
    assert table[0].tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_what_has_no_weight_does_not_count() -> None:
    assert times(np.array([0.0, 0.5, 0.0]), np.array([np.inf, np.inf, 1.0])).tolist() == [0.0, np.inf, 0.0]
    assert over(np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.0, 4.0])).tolist() == [0.0, np.inf, 0.25]


def test_softplus_at_both_ends() -> None:
    assert softplus(np.array([-np.inf, -800.0, 0.0, 800.0, np.inf])).tolist() == [
        0.0,
        0.0,
        np.log(2.0),
        800.0,
        np.inf,
    ]


@pytest.mark.parametrize("order", ["C", "F"])
def test_pick_in_either_order_of_memory(order: str) -> None:
    table = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], order="F" if order == "F" else "C")
    assert pick(table, np.array([2, 0])).tolist() == [3.0, 4.0]


@given(TABLES, st.floats(-8, 8).map(lambda x: 2.0 ** round(x)))
def test_logsumexp_shifts_with_its_argument(table: np.ndarray, shift: float) -> None:
    assert logsumexp(table + shift) == pytest.approx(logsumexp(table) + shift, rel=1e-13, abs=1e-13)


@pytest.mark.parametrize(
    ("logits", "value"),
    [
        ([-np.inf, -np.inf], -np.inf),
        ([0.0, np.inf], np.inf),
        ([-np.inf, 3.0], 3.0),
        ([1e308, 1e308], 1e308),
        ([0.0, -40.0], 4.248354255291589e-18),
    ],
)
def test_logsumexp_at_the_edges(logits: list[float], value: float) -> None:
    assert logsumexp(np.array(logits)) == value


@pytest.mark.parametrize("classes", [2, 10, 130])
def test_label_surprisal_does_not_depend_on_blocks_or_memory(classes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(classes)
    logits = rng.normal(size=(301, classes)) * 30
    logits[::7, 0] = -np.inf
    logits[3, 1] = 900.0
    labels = rng.integers(1, classes, size=301)
    whole = label_surprisal(logits, labels)
    assert (label_surprisal(np.asfortranarray(logits), labels) == whole).all()
    assert (label_surprisal(logits[::-1], labels[::-1]) == whole[::-1]).all()
    monkeypatch.setattr(numerics, "_BLOCK", 5 * classes)
    assert (label_surprisal(logits, labels) == whole).all()


def test_label_surprisal_of_float32_is_that_of_its_float64() -> None:
    logits = np.random.default_rng(0).normal(size=(9, 4)).astype(np.float32)
    labels = np.arange(9) % 4
    assert (label_surprisal(logits, labels) == label_surprisal(logits.astype(np.float64), labels)).all()


@pytest.mark.parametrize(
    ("logits", "label", "value"),
    [
        ([40.0, 0.0], 0, 4.248354255291589e-18),
        ([40.0, 0.0], 1, 40.0),
        ([0.0, 1000.0], 0, 1000.0),
        ([0.0, -np.inf], 0, 0.0),
        ([0.0, -np.inf], 1, np.inf),
        ([1e308, 0.0, 1e308], 0, np.log(2.0)),
        ([7.0], 0, 0.0),
    ],
)
def test_label_surprisal_at_the_edges(logits: list[float], label: int, value: float) -> None:
    assert label_surprisal(np.array([logits]), np.array([label]))[0] == value


def test_no_rows_have_no_surprisal() -> None:
    assert label_surprisal(np.empty((0, 3)), np.empty(0, dtype=np.int64)).shape == (0,)
