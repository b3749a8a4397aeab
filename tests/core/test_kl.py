from collections import Counter
from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xent_cli import (
    InputError,
    cross_entropy_gradient,
    kl_divergence,
    kl_divergence_from_logits,
    kl_divergence_gradient,
    softmax,
)
from xent_cli.core import kl
from xent_cli.core.predictions import Logits, LogProbs, Probs

PAIRS = hnp.arrays(np.float64, st.tuples(st.just(2), st.integers(2, 12)), elements=st.floats(-30, 30))
NEAR = 1e-12 * np.array([1.0, -2.0, 1.0])
CASES = [
    ([0.7, 0.2, 0.1], [0.1, 0.2, 0.7]),
    ([0.7, 0.2, 0.1], [0.7 + NEAR[0], 0.2 + NEAR[1], 0.1 + NEAR[2]]),
    ([0.5, 0.25, 0.25], [0.5001, 0.2499, 0.25]),
    ([1.0, 0.0, 0.0], [1 - 1e-16, 1e-17, 0.0]),
    ([1e-310, 1.0], [1e-5, 1.0]),
    ([0.5, 0.5], [1e-320, 1.0]),
    ([0.3, 0.3, 0.3], [0.3, 0.3, 0.4]),
    ([1e-5] * 100_000, [2e-5] * 50_000 + [1e-300] * 50_000),
]


def textbook(p: list[float], q: list[float]) -> Decimal:
    with localcontext(prec=80):
        alike = Counter(zip(p, q, strict=True)).items()
        terms = (count * Decimal(a) * (Decimal(a) / Decimal(b)).ln() for (a, b), count in alike if a)
        return sum(terms, Decimal(0))


@pytest.mark.parametrize(("p", "q"), CASES)
def test_divergence_is_the_textbooks(p: list[float], q: list[float], within: Callable[..., bool]) -> None:
    assert within(kl.value(Probs(np.array(p)), Probs(np.array(q))), textbook(p, q), 4)


@given(PAIRS)
def test_never_negative_and_0_for_the_same(z: np.ndarray) -> None:
    p = softmax(z[0])
    assert kl_divergence(p, p) == 0.0
    assert kl_divergence_from_logits(p, z[1]) >= -1e-15
    assert kl.value(Logits(z[0]), Logits(z[1])) >= -1e-15


@given(PAIRS)
def test_every_kind_of_prediction_gives_the_same(z: np.ndarray) -> None:
    p, q = softmax(z)
    want = kl_divergence(p, q)
    for pred in (Logits(z[1]), LogProbs(np.log(q))):
        assert kl.value(Probs(p), pred) == pytest.approx(want, rel=1e-11, abs=1e-14)


def test_terms_are_the_textbooks(within: Callable[..., bool]) -> None:
    p, q = [0.7, 0.2, 0.1, 0.0], [0.699, 0.1, 0.1, 0.101]
    terms = kl.terms(Probs(np.array(p)), Probs(np.array(q)))
    assert all(within(term, textbook([a], [b]), 4) for term, a, b in zip(terms, p, q, strict=True))


def test_an_underflowing_softmax_is_unlikely_but_possible() -> None:
    assert kl_divergence_from_logits([1.0, 0.0], [0.0, 800.0]) == 800.0


def test_zeros() -> None:
    assert kl_divergence([[0.5, 0.5], [1.0, 0.0]], [[1.0, 0.0], [0.5, 0.5]], base=2).tolist() == [np.inf, 1.0]


def test_gradient_is_that_of_cross_entropy() -> None:
    p, z = [0.2, 0.5, 0.3], [0.3, -1.0, 2.0]
    assert (kl_divergence_gradient(p, z) == cross_entropy_gradient(p, z)).all()
    assert kl.gradient_by_probs(Probs(np.array([0.25, 0.75, 0.0])), Probs(np.array([0.5, 0.5, 0.0]))).tolist() == [
        -0.5,
        -1.5,
        0.0,
    ]


def test_one_class_for_each() -> None:
    with pytest.raises(InputError, match="q: 3 classes against 2"):
        kl_divergence([0.5, 0.5], [0.5, 0.5, 0.0])
