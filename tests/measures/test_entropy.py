from decimal import Decimal
from fractions import Fraction

from xent_cli.exact.arithmetic import ln
from xent_cli.exact.certify import certify
from xent_cli.exact.predictions import Probs
from xent_cli.measures.entropy import Entropy

from ..formula import truth


def entropy(p):
    return truth.value(Entropy(), None, Probs(p))


def test_uniform_is_ln_k():
    assert certify(entropy, [Fraction(1, 3)] * 3).digits == Decimal(
        "1.0986122886681096913952452369225257046474905578227"
    )


def test_halves_quarters_in_bits():
    p = [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
    assert certify(lambda p: entropy(p) / Entropy().per(ln(Decimal(2))), p).digits == Decimal("1.5")


def test_certain_is_zero():
    assert certify(entropy, [Decimal(1)]).value == 0
    assert certify(entropy, [Decimal(0), Decimal(1), Decimal(0)]).value == 0


def test_nearly_certain():
    p = [1 - Fraction(1, 10**300), Fraction(1, 10**300)]
    assert certify(entropy, p).value == 6.917755278982137e-298  # 1e-300 (1 + 300 ln 10)
