from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xent_cli import (
    InputError,
    cross_entropy,
    cross_entropy_from_logits,
    cross_entropy_gradient,
    entropy,
    kl_divergence,
    softmax,
)
from xent_cli.core import ce
from xent_cli.core.predictions import Logits, Probs

LOGITS = hnp.arrays(np.float64, st.integers(2, 12), elements=st.floats(-60, 60))
WEIGHTS = np.array([1.0, 2.0, 5.0])
FAR = [
    [40.3, 0.0],
    [0.1, 750.2, 3.3],
    [36.7, 0.0, 0.0],
    [1e5 + 0.3, 1e5 - 39.2],
    [3.0, 3.0, -30.0],
    [1e-17, -1e-17],
]


def softmax_of(z: list[float]) -> list[Decimal]:
    e = [(Decimal(x) - Decimal(max(z))).exp() for x in z]
    return [x / sum(e) for x in e]


@pytest.mark.parametrize("z", FAR)
def test_label_from_logits_is_the_textbooks(z: list[float], within: Callable[..., bool]) -> None:
    for label in range(len(z)):
        with localcontext(prec=800):
            want = -softmax_of(z)[label].ln()
        assert within(cross_entropy_from_logits(label, z), want, 3)


@pytest.mark.parametrize("z", FAR)
def test_gradient_is_the_textbooks(z: list[float], within: Callable[..., bool]) -> None:
    for label in range(len(z)):
        with localcontext(prec=800):
            want = [q - (k == label) for k, q in enumerate(softmax_of(z))]
        got = cross_entropy_gradient(label, z)
        assert all(within(g, w, 4) for g, w in zip(got, want, strict=True))


@pytest.mark.parametrize(
    ("p", "q"), [([0.7, 0.2, 0.1], [0.1, 0.2, 0.7]), ([1e-17, 1.0], [0.3, 0.7]), ([0.0, 1.0], [0.0, 1e-310])]
)
def test_distributions_are_the_textbooks(p: list[float], q: list[float], within: Callable[..., bool]) -> None:
    with localcontext(prec=80):
        want = sum((-Decimal(a) * Decimal(b).ln() for a, b in zip(p, q, strict=True) if a), Decimal(0))
    assert within(ce.value(np.array(p), Probs(np.array(q))), want, 3)


@given(LOGITS, st.data())
def test_an_index_is_its_one_hot(z: np.ndarray, data: st.DataObject) -> None:
    label = data.draw(st.integers(0, len(z) - 1))
    one_hot = np.eye(len(z))[label]
    assert cross_entropy_from_logits(label, z) == pytest.approx(cross_entropy_from_logits(one_hot, z), rel=1e-14)
    assert (cross_entropy_gradient(label, z) == cross_entropy_gradient(one_hot, z)).all()


@given(LOGITS)
def test_cross_entropy_is_entropy_and_divergence(z: np.ndarray) -> None:
    p, q = softmax(z / 7), softmax(z[::-1] / 9)
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl_divergence(p, q), rel=1e-12)


@given(LOGITS)
def test_gradient_sums_to_0(z: np.ndarray) -> None:
    assert cross_entropy_gradient(0, z).sum() == pytest.approx(0.0, abs=1e-15)
    assert cross_entropy_gradient(softmax(z / 3), z).sum() == pytest.approx(0.0, abs=1e-14)


def test_a_masked_class_may_have_no_target() -> None:
    z = [0.0, -np.inf, 0.0]
    assert cross_entropy_from_logits([[0.5, 0.0, 0.5], [0.5, 0.5, 0.0]], [z, z], base=2).tolist() == [
        1.0,
        np.inf,
    ]
    assert cross_entropy_gradient([1.0, 0.0, 0.0], z).tolist() == [-0.5, 0.0, 0.5]


def test_a_true_class_of_probability_0_is_infinitely_surprising() -> None:
    assert cross_entropy([0, 1], [[0.0, 1.0], [0.0, 1.0]]).tolist() == [np.inf, 0.0]


def test_class_weights_multiply_the_terms_of_their_class() -> None:
    pred, labels = Logits(np.array([[0.3, -1.0, 2.0], [1.0, 0.0, 0.5]])), np.array([2, 1])
    plain, weighted = ce.value(labels, pred), ce.value(labels, pred, WEIGHTS)
    assert (weighted == plain * WEIGHTS[labels]).all()
    assert ce.value(np.eye(3)[labels], pred, WEIGHTS) == pytest.approx(weighted, rel=1e-15)
    assert ce.gradient(labels, pred, WEIGHTS) == pytest.approx(
        ce.gradient(labels, pred) * WEIGHTS[labels][:, np.newaxis], rel=1e-15
    )


def test_terms_add_up_to_the_value() -> None:
    p, pred = np.array([0.2, 0.5, 0.3]), Logits(np.array([0.3, -1.0, 2.0]))
    assert ce.terms(p, pred, WEIGHTS).sum() == pytest.approx(ce.value(p, pred, WEIGHTS), rel=1e-15)


def test_gradient_by_probs() -> None:
    pred = Probs(np.array([0.5, 0.5, 0.0]))
    assert ce.gradient_by_probs(np.array(0), pred).tolist() == [-2.0, 0.0, 0.0]
    assert ce.gradient_by_probs(np.array([0.0, 0.75, 0.25]), pred).tolist() == [0.0, -1.5, -np.inf]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (3, "target: 3 is no class; give an index from 0 to 2"),
        (-1, "target: -1 is no class; give an index from 0 to 2"),
        (0.0, "target: class indices are integers; give distributions of shape (3,) instead"),
        ([0.5, 0.5], "target: its shape is (2,); give class indices () or distributions (3,)"),
        (
            [0.5, 0.4, 0.2],
            "target: sums to 1.1, not 1; rescale with --normalize, or allow for it with --tolerance",
        ),
    ],
)
def test_no_target(target: object, message: str) -> None:
    with pytest.raises(InputError) as error:
        cross_entropy(target, [0.7, 0.2, 0.1])  # type: ignore[arg-type]
    assert str(error.value) == message
