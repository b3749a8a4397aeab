"""Gaussian negative log-likelihood against its definition in decimals."""

import math
from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xent_cli import InputError, gaussian_nll
from xent_cli.core import gaussian
from xent_cli.core.numerics import Array
from xent_cli.exact.arithmetic import pi

REALS, SPREADS = st.floats(-1e6, 1e6), st.floats(1e-3, 1e3)


def terms(y: float, mean: float, sd: float) -> list[Decimal]:
    """½ ln 2π, ln σ and the square, in 60 digits."""
    with localcontext(prec=60):
        off = (Decimal(y) - Decimal(mean)) / Decimal(sd)
        return [(2 * pi()).ln() / 2, Decimal(sd).ln(), off * off / 2]


def ulps(got: Array, terms: list[Decimal]) -> Decimal:
    """How far a sum is off, in units of the last place of the largest number on the way."""
    total = sum(terms, Decimal(0))
    return abs(Decimal(float(got)) - total) / Decimal(math.ulp(float(max(map(abs, [*terms, total])))))


@given(REALS, REALS, SPREADS)
@example(346040.66575785796, -999997.9999999999, 938.0)
def test_within_three_ulp_of_the_largest_term(y: float, mean: float, sd: float) -> None:
    assert ulps(gaussian_nll(y, mean, sd), terms(y, mean, sd)) <= 3


@given(REALS, REALS, SPREADS)
def test_within_three_ulp_by_the_variance(y: float, mean: float, variance: float) -> None:
    half_log_2_pi, log_variance, square = terms(y, mean, variance)
    with localcontext(prec=60):
        wanted = [half_log_2_pi, log_variance / 2, square * Decimal(variance)]
    got = gaussian.loss_of_variance(np.array(y), np.array(mean), np.array(variance))
    assert ulps(got, wanted) <= 3


@pytest.mark.parametrize("loss", [gaussian.loss, gaussian.loss_of_variance])
def test_what_overflows_is_infinite(loss: Callable[[Array, Array, Array], Array]) -> None:
    assert loss(np.array(1e308), np.array(-1e308), np.array(1.0)) == math.inf
    assert loss(np.array(1e200), np.array(0.0), np.array(1e-200)) == math.inf


@given(REALS, REALS, st.integers(-20, 20))
def test_by_the_variance_it_is_the_same(y: float, mean: float, power: int) -> None:
    def arrays(*numbers: float) -> list[Array]:
        return [np.array(x) for x in numbers]

    by_sd = gaussian.loss(*arrays(y, mean, 2.0**power))
    by_variance = gaussian.loss_of_variance(*arrays(y, mean, 4.0**power))
    assert float(by_sd) == pytest.approx(float(by_variance), rel=1e-14, abs=1e-14)


def test_pi_to_many_digits() -> None:
    with localcontext(prec=60):
        assert str(pi()) == "3.14159265358979323846264338327950288419716939937510582097494"


def test_a_spread_that_is_none() -> None:
    with pytest.raises(InputError, match="not above 0"):
        gaussian_nll(1.0, 1.0, 0.0)
