"""A claim and the true value -> verdict."""

import pytest

from xent_cli.core.errors import InputError
from xent_cli.verify.claim import read_claims
from xent_cli.verify.expression import evaluate
from xent_cli.verify.judge import fits, judge, judge_vector
from xent_cli.verify.verdict import Rules, Status, Verdict

CE = "-ln(0.7)"  # 0.35667494393873237891…


def verdict(claim: str, value: str, unit: str | None = "nats", rules: Rules | None = None) -> Verdict:
    return judge(read_claims(claim).single(), evaluate(value), unit, rules or Rules())


@pytest.mark.parametrize(
    ("claim", "value", "status"),
    [
        ("0.357", CE, "correct"),
        ("0.3567", CE, "correct"),
        ("0.35667494393873237891", CE, "correct"),
        ("0.35667494393873245", CE, "correct"),  # as Python prints it
        ("3.57e-1", CE, "correct"),
        ("35.7%", CE, "correct"),
        ("−ln(0.7)", CE, "correct"),
        ("ln(10/7)", CE, "correct"),
        ("0.3566749439387324*1", CE, "correct"),
        ("0.356", CE, "truncated"),
        ("0.3566", CE, "truncated"),
        ("0.3566749692", CE, "single"),  # as a float32 prints
        ("0.3566749439387327", CE, "correct"),  # 5 ulp off
        ("0.3566749439387350", CE, "single"),
        ("0.3566750", CE, "single"),
        ("0.3566752", CE, "wrong"),
        ("0.356676", CE, "close"),  # six digits are no float32
        ("0.41703006625175476", "ln(1+exp(-1)+exp(-1.9))", "single"),
        ("0.358", CE, "close"),
        ("0.3570", CE, "wrong"),
        ("0.3568", CE, "close"),
        ("0.155", CE, "wrong"),
        ("-0.357", CE, "wrong"),
        ("0.357/1", CE, "wrong"),
        ("0", CE, "coarse"),
        ("1", CE, "wrong"),
        ("inf", CE, "wrong"),
        ("2.302", "ln(10)", "truncated"),
        ("2.303", "ln(10)", "correct"),
        ("0.76", "0.7643", "correct"),
        ("-0.91", "-0.9100", "correct"),
        ("-0.356", "ln(0.7)", "truncated"),
        ("1", "1.2", "coarse"),
        ("1", "1.7", "coarse"),
        ("2", "1.7", "coarse"),
        ("3", "1.7", "wrong"),
        ("1e3", "1200.5", "coarse"),
        ("12", "12", "correct"),
        ("11", "12", "close"),
        ("3.5e2", "345", "correct"),
        ("1", "ln(2)/ln(2)", "correct"),
        ("3", "ln(8)/ln(2)", "correct"),
        ("0.12", "0.125", "correct"),
        ("0.13", "0.125", "correct"),
        ("0.38", "0.375", "correct"),
        ("0.37", "0.375", "truncated"),
        ("-0.13", "-0.125", "correct"),
        ("0.25", "0.25", "correct"),
        ("1/4", "0.25", "correct"),
        ("1.3", "ln(32)/ln(16)", "correct"),  # a tie behind the noise of 70 digits
        ("1.2", "ln(32)/ln(16)", "correct"),
        ("0", "0", "correct"),
        ("-0.00", "0", "correct"),
        ("log2(8)-3", "0", "correct"),
        ("0.1", "0", "close"),
        ("0.000", "4e-18", "correct"),
        ("-0.000", "4e-18", "correct"),
        ("0", "4e-18", "coarse"),
        ("4e-18", "4e-18", "correct"),
        ("5e-435", "exp(-1000)", "correct"),
        ("inf", "inf", "correct"),
        ("-ln(0)", "inf", "correct"),
        ("-inf", "inf", "wrong"),
        ("nan", "inf", "wrong"),
        ("nan", "0.5", "wrong"),
        ("100", "inf", "wrong"),
    ],
)
def test_status(claim: str, value: str, status: str) -> None:
    assert verdict(claim, value).status == status


@pytest.mark.parametrize(
    ("claim", "value", "status"),
    [
        ("0.3", 0.1 + 0.2, "correct"),
        ("0.2", 0.3 - 2**-54, "close"),  # 0.29999999999999993 is no reason to cut
        ("0.2", 0.15, "correct"),
        ("0.13", 0.125 - 2**-55, "correct"),
        ("3", 2.9999999999999996, "correct"),
        ("0.30000000000000004", 0.1 + 0.2, "correct"),
        ("inf", float("inf"), "correct"),
        ("0", float("nan"), "wrong"),
        ("1e300", 1e300, "correct"),
    ],
)
def test_status_of_a_float(claim: str, value: float, status: str) -> None:
    assert judge(read_claims(claim).single(), value, None, Rules()).status == status


@pytest.mark.parametrize(
    ("claim", "unit", "status"),
    [
        ("0.515 bits", "nats", "correct"),
        ("0.514 shannons", "nats", "truncated"),
        ("0.155 hartleys", "nats", "correct"),
        ("0.154 dits", "nats", "truncated"),
        ("0.357 bits", "nats", "wrong"),
        ("0.357 nats", "nats", "correct"),
        ("-log2(0.7) bits", "nats", "correct"),
    ],
)
def test_status_in_the_unit_of_the_claim(claim: str, unit: str, status: str) -> None:
    assert verdict(claim, CE, unit).status == status


def test_a_converted_value_is_told_in_both_units() -> None:
    found = verdict("1.5 bits", "3*ln(2)/2")
    assert found == Verdict(Status.CORRECT, True, "1.5 bits", 1.0397207708399179, 1, 1.5, "bits")
    assert verdict("1.10 nats", "1", "base-3").status == "correct"


def test_a_unit_for_an_answer_without_one() -> None:
    with pytest.raises(InputError, match="leave out bits"):
        verdict("1.5 bits", "1.5", None)


@pytest.mark.parametrize(
    ("claim", "rules", "status", "accepted"),
    [
        ("0.356", Rules(), "truncated", True),
        ("0.356", Rules(strict=True), "truncated", False),
        ("0.357", Rules(strict=True), "correct", True),
        ("0.358", Rules(), "close", False),
        ("0.358", Rules(lenient=True), "close", True),
        ("0", Rules(lenient=True), "coarse", False),
        ("0.4", Rules(tol=0.05), "correct", True),
        ("0.4", Rules(tol=0.01), "wrong", False),
        ("0.356", Rules(tol=1e-6), "wrong", False),
        ("0.3566750", Rules(), "single", True),
        ("0.3566750", Rules(strict=True), "single", False),
        ("0.36", Rules(rtol=0.01), "correct", True),
        ("0.36", Rules(tol=0, rtol=0.001), "wrong", False),
        ("0.5 bits", Rules(tol=0.02), "correct", True),
        ("inf", Rules(rtol=1), "wrong", False),
    ],
)
def test_rules(claim: str, rules: Rules, status: str, accepted: bool) -> None:
    found = verdict(claim, CE, rules=rules)
    assert (found.status, found.accepted) == (status, accepted)


def test_a_tolerance_is_decimal_and_includes_its_bound() -> None:
    claim = read_claims("0.299").single()
    assert judge(claim, 0.1 + 0.2, None, Rules(tol=0.001)).status == "correct"


def test_infinity_within_no_relative_tolerance() -> None:
    assert verdict("100", "inf", rules=Rules(rtol=0.1)).status == "wrong"
    assert verdict("inf", "inf", rules=Rules(rtol=0.1)).status == "correct"


@pytest.mark.parametrize("bound", [-1.0, float("nan")])
def test_no_negative_tolerance(bound: float) -> None:
    with pytest.raises(InputError, match="--tol"):
        Rules(tol=bound)


def test_vector() -> None:
    values = [-0.3409990052, 0.2424329708, 0.0985660344]
    found = judge_vector(read_claims("[-0.341, 0.242, 0.099]"), values, None, Rules())
    assert (found.status, found.accepted, found.first_off) == ("correct", True, None)
    assert (found.claim, found.digits, found.value) == ("[-0.341, 0.242, 0.099]", (3, 3, 3), tuple(values))
    found = judge_vector(read_claims("[-0.341, 0.242, 0.1]"), values, None, Rules())
    assert (found.status, found.first_off, found.digits) == ("close", 2, (3, 3, 3))
    found = judge_vector(read_claims("0.341,-0.242,-0.099"), values, None, Rules())
    assert (found.status, found.accepted, found.first_off) == ("wrong", False, 0)


def test_the_status_of_a_vector_is_one_that_is_not_accepted() -> None:
    found = judge_vector(read_claims("1, 12"), [1.2, 11.0], None, Rules(lenient=True))
    assert (found.status, found.accepted, found.first_off) == ("coarse", False, 0)


def test_a_vector_of_another_length() -> None:
    with pytest.raises(InputError, match="2 claimed where the answer has 3"):
        judge_vector(read_claims("0.1, 0.9"), [0.1, 0.2, 0.7], None, Rules())


@pytest.mark.parametrize(
    ("claim", "candidate", "fit"),
    [
        ("0.155", 0.154901959985743, True),
        ("0.154", 0.154901959985743, True),
        ("0.156", 0.154901959985743, False),
        ("0.155 hartleys", 0.35667494393873245, True),
        ("100", 100.0, True),
        ("100", 99.99, False),
        ("1/3", 0.333333333333334, True),
        ("1/3", 0.33333333334, False),
        ("inf", float("inf"), True),
        ("nan", float("nan"), True),
        ("nan", 0.5, False),
        ("0.5", float("nan"), False),
    ],
)
def test_fits(claim: str, candidate: float, fit: bool) -> None:
    assert fits(read_claims(claim).single(), candidate, "nats") is fit
