from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xent_cli import (
    binary_cross_entropy_gradient,
    binary_focal_loss_gradient,
    cross_entropy_gradient,
    focal_loss_gradient,
    kl_divergence_gradient,
    smooth_labels,
)
from xent_cli.core import gradients
from xent_cli.core.predictions import Logits, Probs
from xent_cli.exact import derivative
from xent_cli.exact.arithmetic import Vector, one_hot
from xent_cli.exact.predictions import BinaryLogits as ExactBinaryLogits
from xent_cli.exact.predictions import Logits as ExactLogits
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import BinaryFocal, Focal
from xent_cli.measures.kl import Divergence
from xent_cli.measures.smooth import Smooth

from ..formula.truth import whole

LOGITS = hnp.arrays(np.float64, st.integers(2, 4), elements=st.floats(-30, 30))
CATEGORICAL = {
    "ce": (lambda z: cross_entropy_gradient(0, z), CrossEntropy()),
    "kl": (lambda z: kl_divergence_gradient(np.eye(len(z))[0], z), Divergence()),
    "smooth": (
        lambda z: cross_entropy_gradient(smooth_labels(0, 0.25, classes=len(z)), z),
        Smooth(alpha="0.25"),
    ),
    "focal": (lambda z: focal_loss_gradient(0, z, gamma=1.5), Focal(gamma="1.5")),
}
BINARY = {
    "bce": (
        lambda y, z: binary_cross_entropy_gradient(y, z, pos_weight=3),
        BinaryCrossEntropy(pos_weight="3"),
    ),
    "focal": (
        lambda y, z: binary_focal_loss_gradient(y, z, gamma=1.5, alpha=0.25),
        BinaryFocal(gamma="1.5", alpha="0.25"),
    ),
}


def exactly(z: np.ndarray) -> Vector:
    return tuple(map(Decimal, z.tolist()))


@settings(max_examples=20, deadline=None)
@given(z=LOGITS)
@pytest.mark.parametrize("name", CATEGORICAL)
def test_every_gradient_is_the_derivative(name: str, z: np.ndarray) -> None:
    gradient, loss = CATEGORICAL[name]
    y = one_hot(0, len(z))
    want = derivative.gradient_by_logits(lambda z: whole(loss, y, ExactLogits(z)), exactly(z))
    assert gradient(z) == pytest.approx([float(w) for w in want], rel=2e-15, abs=1e-15)


@settings(max_examples=20, deadline=None)
@given(z=st.floats(-30, 30), y=st.sampled_from([0.0, 1.0, 0.25]))
@pytest.mark.parametrize("name", BINARY)
def test_every_binary_gradient_is_the_derivative(name: str, z: float, y: float) -> None:
    gradient, loss = BINARY[name]
    (want,) = derivative.gradient_by_logits(lambda z: whole(loss, (Decimal(y),), ExactBinaryLogits(z)), (Decimal(z),))
    assert float(gradient(y, z)) == pytest.approx(float(want), rel=2e-15, abs=1e-15)


@given(z=LOGITS)
@pytest.mark.parametrize("name", CATEGORICAL)
def test_gradients_by_logits_sum_to_0(name: str, z: np.ndarray) -> None:
    gradient, _ = CATEGORICAL[name]
    assert gradient(z).sum() == pytest.approx(0.0, abs=1e-15)


@given(z=hnp.arrays(np.int64, st.integers(2, 4), elements=st.integers(-30, 30)), shift=st.integers(-1000, 1000))
@pytest.mark.parametrize("name", CATEGORICAL)
def test_shifting_logits_changes_no_gradient(name: str, z: np.ndarray, shift: int) -> None:
    gradient, _ = CATEGORICAL[name]
    assert gradient((z + shift).astype(float)).tolist() == gradient(z.astype(float)).tolist()


def test_nothing_pulls_where_there_is_no_target() -> None:
    assert gradients.by_probs(np.array([1.0, 0.0]), Probs(np.array([0.5, 0.0]))).tolist() == [-2.0, 0.0]
    assert gradients.by_logits(np.zeros(2), Logits(np.zeros(2))).tolist() == [0.0, 0.0]


def test_the_two_parts_of_a_binary_pull_at_either_end() -> None:
    yes, no, pred = np.array([1.0, 0.0]), np.array([0.0, 1.0]), Probs(np.array([0.25, 0.25]))
    assert gradients.binary_by_logits((yes, no), pred).tolist() == [-0.75, 0.25]
    assert gradients.binary_by_probs((yes, no), pred).tolist() == [-4.0, 1 / 0.75]
