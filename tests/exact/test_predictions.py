from decimal import Decimal
from fractions import Fraction

import pytest

from xent_cli.exact.certify import certify_each
from xent_cli.exact.predictions import BinaryLogits, Clamped, Logits, LogProbs, Probs, Shares

KINDS = {
    "probs": (Probs, ["0.7", "0.2", "0.1"]),
    "log-probs": (LogProbs, ["-1e-4", "-0.25", "-900"]),
    "logits": (Logits, ["40", "0", "-3"]),
    "binary logits": (BinaryLogits, ["40", "0", "-3"]),
    "shares": (Shares, ["5", "1e-40", "2"]),
    "clamped": (lambda q: Clamped(Probs(q), Decimal("1e-60")), ["1", "0", "0.5"]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_face_agrees_with_the_others(kind):
    """q + (1 - q) = 1, and e^surprisal gives back q and 1 - q."""
    make, typed = KINDS[kind]

    def gaps(values):
        q = make(values)
        for k in range(len(values)):
            yield q.probs[k] + q.complement[k]
            yield (-q.surprisal(k)).exp() / q.probs[k]
            yield (-q.complement_surprisal(k)).exp() / q.complement[k]
            yield q.log_ratio(q.probs[k] / 3, k).exp() * 3

    assert {result.digits for result in certify_each(gaps, list(map(Decimal, typed)))} == {Decimal(1)}


def test_log_probability_near_zero_keeps_its_complement():
    result = certify_each(lambda values: LogProbs(values).complement, [Decimal("-1e-300"), Decimal(0)])
    assert [r.value for r in result] == [1e-300, 0.0]


def test_impossible_logit():
    z = [Fraction(1, 3), Decimal("-Infinity")]
    faces = certify_each(lambda z: (Logits(z).probs[1], Logits(z).surprisal(1)), z)
    assert [r.value for r in faces] == [0.0, float("inf")]
