"""What holds of every value and every claim."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from xent_cli.verify.claim import read_claims
from xent_cli.verify.expression import evaluate
from xent_cli.verify.judge import fits, judge
from xent_cli.verify.verdict import Rules, Status, Verdict


def verdict(claim: str, value: str, unit: str | None = "nats", rules: Rules | None = None) -> Verdict:
    return judge(read_claims(claim).single(), evaluate(value), unit, rules or Rules())


values = st.decimals(-1000, 1000, places=12)

places = st.integers(1, 15)


@given(st.floats(-1e6, 1e6), places)
def test_a_float_rounded_is_correct(value: float, digits: int) -> None:
    assert judge(read_claims(f"{value:.{digits}f}").single(), value, None, Rules()).status == "correct"


@given(values, places)
def test_a_value_rounded_is_correct_and_fits(value: Decimal, digits: int) -> None:
    claim = read_claims(f"{value:.{digits}f}").single()
    assert judge(claim, value, None, Rules(strict=True)).accepted
    assert fits(claim, value, None)


@given(values, places)
def test_a_value_cut_off_is_accepted(value: Decimal, digits: int) -> None:
    whole, _, decimals = f"{value:.15f}".partition(".")
    assert verdict(f"{whole}.{decimals[:digits]}", str(value)).accepted


@given(values, places, st.integers(-5, 5), st.integers(-5, 5))
def test_a_nearer_claim_is_judged_no_worse(value: Decimal, digits: int, one: int, other: int) -> None:
    unit = Decimal(10) ** -digits
    nearer, farther = sorted((abs(round(value, digits) + k * unit - value), k) for k in (one, other))
    claims = [f"{round(value, digits) + k * unit:.{digits}f}" for _, k in (nearer, farther)]
    better, worse = (list(Status).index(verdict(claim, str(value)).status) for claim in claims)
    if {better, worse} <= {list(Status).index(Status.SINGLE), list(Status).index(Status.TRUNCATED)}:
        return  # both are right, each in its way
    assert better <= worse or nearer[0] == farther[0]


@given(values, places)
def test_an_expression_means_exact(value: Decimal, digits: int) -> None:
    same = abs(round(value, digits) - value) <= abs(value) * Decimal("1e-15")
    assert (verdict(f"{value:.{digits}f} * 1", str(value)).status == "correct") is same
