from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xent_cli import (
    InputError,
    binary_cross_entropy_from_logits,
    binary_focal_loss,
    binary_focal_loss_from_logits,
    binary_focal_loss_gradient,
    cross_entropy_from_logits,
    focal_loss,
    focal_loss_from_logits,
    focal_loss_gradient,
)
from xent_cli.core import binary_focal, focal
from xent_cli.core.predictions import BinaryLogits, Logits

LOGITS = hnp.arrays(np.float64, st.integers(2, 10), elements=st.floats(-60, 60))
GAMMAS = [0.0, 0.5, 1.0, 2.0, 5.0]


def textbook(z: list[float], y: list[float], gamma: float) -> Decimal:
    """-Σ y (1 - q)^γ ln q"""
    e = [Decimal(x).exp() for x in z]
    q = [x / sum(e) for x in e]
    return sum((-Decimal(w) * (1 - p) ** Decimal(gamma) * p.ln() for w, p in zip(y, q, strict=True)), Decimal(0))


@pytest.mark.parametrize("gamma", GAMMAS)
@pytest.mark.parametrize("z", [[40.3, 0.0], [0.3, -1.0, 2.0], [20.0, 0.1, 0.1], [3.0, 3.0, -30.0]])
def test_loss_and_gradient_are_the_textbooks(z: list[float], gamma: float, within: Callable[..., bool]) -> None:
    for label, one_hot in enumerate(np.eye(len(z)).tolist()):
        with localcontext(prec=200):
            want = textbook(z, one_hot, gamma)
        assert within(focal_loss_from_logits(label, z, gamma=gamma), want, 8)
        for k, component in enumerate(focal_loss_gradient(label, z, gamma=gamma)):
            assert within(component, derivative(z, one_hot, gamma, k), 8)


def derivative(z: list[float], y: list[float], gamma: float, k: int) -> Decimal:
    """The central difference, at a step that leaves no error in a double."""
    with localcontext(prec=200):
        step = Decimal("1e-60")
        up, down = ([Decimal(x) + sign * step * (j == k) for j, x in enumerate(z)] for sign in (1, -1))
        return (textbook(up, y, gamma) - textbook(down, y, gamma)) / (2 * step)  # type: ignore[arg-type]


@pytest.mark.parametrize("gamma", GAMMAS)
def test_gradient_of_soft_targets(gamma: float) -> None:
    z, y = [0.3, -1.0, 2.0], [0.2, 0.5, 0.3]
    want = [float(derivative(z, y, gamma, k)) for k in range(3)]
    assert focal_loss_gradient(y, z, gamma=gamma) == pytest.approx(want, rel=1e-13)


@given(LOGITS, st.data())
def test_gamma_0_is_cross_entropy(z: np.ndarray, data: st.DataObject) -> None:
    label = data.draw(st.integers(0, len(z) - 1))
    for target in (label, np.eye(len(z))[label]):
        assert focal_loss_from_logits(target, z, gamma=0) == cross_entropy_from_logits(target, z)
    assert binary_focal_loss_from_logits(0.3, z, gamma=0).tolist() == binary_cross_entropy_from_logits(0.3, z).tolist()


@given(LOGITS, st.floats(0, 5))
def test_gradient_sums_to_0(z: np.ndarray, gamma: float) -> None:
    assert focal_loss_gradient(0, z, gamma=gamma).sum() == pytest.approx(0.0, abs=1e-14)


@given(st.floats(-60, 60), st.floats(0.1, 5))
def test_binary_is_the_categorical_of_two(z: float, gamma: float) -> None:
    binary = binary_focal_loss_from_logits([1, 0], z, gamma=gamma)
    assert binary == pytest.approx(focal_loss_from_logits([0, 1], [[z, 0.0]] * 2, gamma=gamma), rel=1e-13)
    slope = binary_focal_loss_gradient([1, 0], z, gamma=gamma)
    assert slope == pytest.approx(focal_loss_gradient([0, 1], [[z, 0.0]] * 2, gamma=gamma)[:, 0], rel=1e-13)


@pytest.mark.parametrize("gamma", GAMMAS)
def test_certainty(gamma: float) -> None:
    assert focal_loss([0, 1], [[1.0, 0.0], [1.0, 0.0]], gamma=gamma).tolist() == [0.0, np.inf]
    assert binary_focal_loss([1, 1, 0, 0], [1.0, 0.0, 0.0, 1.0], gamma=gamma).tolist() == [
        0.0,
        np.inf,
        0.0,
        np.inf,
    ]
    assert focal_loss_gradient(0, [800.0, 0.0], gamma=gamma) == pytest.approx([0.0, 0.0])


def test_alpha_weighs_classes() -> None:
    plain = focal_loss([0, 1], [[0.5, 0.5]] * 2)
    assert focal_loss([0, 1], [[0.5, 0.5]] * 2, alpha=[0.25, 2.0]).tolist() == [plain[0] / 4, plain[1] * 2]
    assert focal_loss([0, 1], [[0.5, 0.5]] * 2, alpha=0.5).tolist() == [plain[0] / 2, plain[1] / 2]


def test_alpha_weighs_the_two_sides() -> None:
    of_1, of_0 = binary_focal_loss([1, 0], [0.5, 0.5])
    assert binary_focal_loss([1, 0], [0.5, 0.5], alpha=0.25).tolist() == [of_1 / 4, of_0 * 0.75]
    assert binary_focal_loss(0.5, 0.5, alpha=0.25) == pytest.approx(of_1 / 8 + of_0 * 0.375)


def test_gradients_by_probs_chain_to_those_by_logits() -> None:
    z, y, target = np.array([0.3, -1.0, 2.0]), np.array([0.2, 0.5, 0.3]), np.array(1)
    pred = BinaryLogits(z)
    by_probs = binary_focal.gradient_by_probs(y, pred, 2.0, 0.25)
    assert by_probs * pred.probs * pred.complement == pytest.approx(binary_focal.gradient(y, pred, 2.0, 0.25))
    many = Logits(z)
    by_probs = focal.gradient_by_probs(target, many, 2.0)
    chained = many.probs * (by_probs - (by_probs * many.probs).sum())
    assert chained == pytest.approx(focal.gradient(target, many, 2.0))


@pytest.mark.parametrize("gamma", [-1.0, np.nan])
def test_gamma_is_not_negative(gamma: float) -> None:
    with pytest.raises(InputError, match="gamma"):
        focal_loss(0, [0.5, 0.5], gamma=gamma)
