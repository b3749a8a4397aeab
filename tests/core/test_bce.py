from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli import (
    InputError,
    binary_cross_entropy,
    binary_cross_entropy_from_logits,
    binary_cross_entropy_gradient,
    cross_entropy_from_logits,
    sigmoid,
)
from xent_cli.core import bce
from xent_cli.core.predictions import BinaryLogits, Probs


@pytest.mark.parametrize("p", [0.5, 0.9, 1e-17, 1 - 1e-16, 5e-324])
@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
def test_loss_is_the_textbooks(y: float, p: float, within: Callable[..., bool]) -> None:
    with localcontext(prec=800):
        q = Decimal(p)
        want = -(Decimal(y) * q.ln() + (1 - Decimal(y)) * (1 - q).ln())
    assert within(binary_cross_entropy(y, p), want, 3)


@pytest.mark.parametrize("z", [0.0, 40.3, -40.3, 750.2, -750.2, 1e-17, -3.7])
@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
def test_loss_from_logits_is_the_textbooks(y: float, z: float, within: Callable[..., bool]) -> None:
    with localcontext(prec=800):
        of_1, of_0 = (1 + (-Decimal(z)).exp()).ln(), (1 + Decimal(z).exp()).ln()
        want = Decimal(y) * of_1 + (1 - Decimal(y)) * of_0
    assert within(binary_cross_entropy_from_logits(y, z), want, 3)


def test_certainty() -> None:
    assert binary_cross_entropy([0, 0, 1, 1], [0.0, 1.0, 0.0, 1.0]).tolist() == [0.0, np.inf, np.inf, 0.0]


@given(st.floats(-700, 700))
def test_a_sigmoid_is_a_softmax_of_two(z: float) -> None:
    assert binary_cross_entropy_from_logits(1, z) == pytest.approx(cross_entropy_from_logits(0, [z, 0.0]), rel=1e-14)


@given(st.floats(-700, 700), st.floats(0, 1))
def test_soft_targets_mix_the_hard_ones(z: float, y: float) -> None:
    of_0, of_1 = binary_cross_entropy_from_logits([0, 1], z)
    assert binary_cross_entropy_from_logits(y, z) == pytest.approx(y * of_1 + (1 - y) * of_0)


def test_pos_weight_multiplies_the_positives_alone() -> None:
    plain = binary_cross_entropy([1, 0], [0.9, 0.2])
    assert binary_cross_entropy([1, 0], [0.9, 0.2], pos_weight=3.0).tolist() == [3 * plain[0], plain[1]]


@given(st.floats(-30, 30), st.floats(0, 1), st.floats(0.1, 10))
def test_gradient_by_logits_is_that_by_probs_and_the_sigmoids(z: float, y: float, w: float) -> None:
    pred = BinaryLogits(np.array([z]))
    chained = bce.gradient_by_probs(np.array([y]), pred, w) * pred.probs * pred.complement
    assert binary_cross_entropy_gradient([y], [z], pos_weight=w) == pytest.approx(chained, rel=1e-12, abs=1e-13)


def test_gradient_far_out(within: Callable[..., bool]) -> None:
    with localcontext(prec=80):
        want = 1 / (1 + Decimal(40).exp())
    assert within(-binary_cross_entropy_gradient(1, 40.0), want, 4)


def test_gradient_by_probs_at_the_ends() -> None:
    gradient = bce.gradient_by_probs(np.array([0.0, 1.0, 1.0]), Probs(np.array([0.0, 1.0, 0.0])))
    assert gradient.tolist() == [1.0, -1.0, -np.inf]
    assert sigmoid(-np.inf) == 0.0


@pytest.mark.parametrize(("y", "p", "where"), [([0.0, 2.0], [0.5, 0.5], "y[1]"), ([0], [-0.5], "p[0]")])
def test_elements_are_from_0_to_1(y: list[float], p: list[float], where: str) -> None:
    with pytest.raises(InputError) as error:
        binary_cross_entropy(y, p)
    assert error.value.where == where
