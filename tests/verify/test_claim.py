"""A claim as typed -> number, digits, unit."""

import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli.core.errors import InputError
from xent_cli.verify.claim import read_claims
from xent_cli.verify.written import is_missing


@pytest.mark.parametrize(
    ("text", "number", "digits", "unit"),
    [
        ("0.357", "0.357", 3, None),
        ("0.3570", "0.357", 4, None),
        (" +.5 ", "0.5", 1, None),
        ("-0.91", "-0.91", 2, None),
        ("−0.91", "-0.91", 2, None),
        ("- 0.91", "-0.91", 2, None),
        ("3.57e-1", "0.357", 3, None),
        ("3.570E-1", "0.357", 4, None),
        ("1e3", "1000", -3, None),
        ("3", "3", 0, None),
        ("35.7%", "0.357", 3, None),
        ("36 %", "0.36", 2, None),
        ("(0.357)", "0.357", 3, None),
        ("[0.357]", "0.357", 3, None),
        ("5/8", "0.625", None, None),
        ("log₂(8) × 1 ÷ 2", "1.5", None, None),
        ("inf", "Infinity", None, None),
        ("-∞", "-Infinity", None, None),
        ("1.5 bits", "1.5", 1, "bits"),
        ("1.5bit", "1.5", 1, "bits"),
        ("0.50 Shannons", "0.5", 2, "bits"),
        ("0.5 nat", "0.5", 1, "nats"),
        ("0.155 hartleys", "0.155", 3, "hartleys"),
        ("0.155 dit", "0.155", 3, "hartleys"),
        ("0.155 bans", "0.155", 3, "hartleys"),
        ("0.5 base-3", "0.5", 1, "base-3"),
        ("3/2 bits", "1.5", None, "bits"),
    ],
)
def test_one_number(text: str, number: str, digits: int | None, unit: str | None) -> None:
    claim = read_claims(text).single()
    assert float(claim.number) == pytest.approx(float(number), rel=1e-15)
    assert (claim.digits, claim.unit) == (digits, unit)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("≈0.357", 0.357, None),
        ("~ 0.357", 0.357, None),
        ("≈ 0.357 nats", 0.357, "nats"),
        ("L = 0.357", 0.357, None),
        ("H(p,q) ≈ 0.357", 0.357, None),
        ("0.357 (nats)", 0.357, "nats"),
        ("0.515 [bits]", 0.515, "bits"),
        ("0.357 nats.", 0.357, "nats"),
        ("0.357.", 0.357, None),
        ("0.3566...", 0.3566, None),
        ("3.", 3.0, None),
        (r"$\frac{5}{14}$", 5 / 14, None),
        ("3.57 × 10^-1", 0.357, None),
        (r"$3.57 \times 10^{-1}$", 0.357, None),
        ("**0.357**", 0.357, None),
        ("`0.357`", 0.357, None),
        ("0.357?", 0.357, None),
        (r"\(-\dfrac{1}{2}\)", -0.5, None),
        (r"$-\ln 0.7$", 0.35667494393873245, None),
        (r"$\log_2 3\ \text{bits}$", 1.584962500721156, "bits"),
        (r"$L \approx 0.357$", 0.357, None),
        ("-ln 0.7", 0.35667494393873245, None),
        ("-ln0.7", 0.35667494393873245, None),
        ("ln 2 + 1", 1.6931471805599454, None),
        ("1) 0.357", 0.357, None),
        ("a) 0.357", 0.357, None),
        ("(b) -0.357", -0.357, None),
        ("1. 0.357", 0.357, None),
        ("Q1: 0.357", 0.357, None),
        ("Answer: 1/4", 0.25, None),
        ("0,357", 0.357, None),
        ("-0,357 bits", -0.357, "bits"),
        ("35,7%", 0.357, None),
    ],
)
def test_one_number_as_people_write_it(text: str, number: float, unit: str | None) -> None:
    claim = read_claims(text).single()
    assert (float(claim.number), claim.unit) == (pytest.approx(number, rel=1e-15), unit)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0,7; 0,3", [0.7, 0.3]),
        ("0,7, 0,3", [0.7, 0.3]),
        ("0,7 0,3", [0.7, 0.3]),
        ("q = (0.7, 0.3)", [0.7, 0.3]),
        ("0,357", [0, 357]),
    ],
)
def test_two_numbers_as_people_write_them(text: str, numbers: list[float]) -> None:
    assert [float(part.number) for part in read_claims(text).of(2).parts] == numbers


@pytest.mark.parametrize("text", ["N/A", "n/a", "—", "–", "?", "", "  ", "-", "...", "Q3:", "2)", "L ="])
def test_a_missing_answer(text: str) -> None:
    assert is_missing(text)
    with pytest.raises(InputError, match="missing"):
        read_claims(text)


@pytest.mark.parametrize("text", ["0", "-1", "inf", "nan", "e", "(e)", "(2) - 1"])
def test_an_answer_that_is_there(text: str) -> None:
    assert not is_missing(text)
    assert read_claims(text).single()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0.341,-0.242,-0.099", [0.341, -0.242, -0.099]),
        ("[0.341, -0.242, -0.099]", [0.341, -0.242, -0.099]),
        ("(0.341, -0.242)", [0.341, -0.242]),
        ("[0.341 -0.242 -0.099]", [0.341, -0.242, -0.099]),
        ("[1. 0. 1/4 inf]", [1, 0, 0.25, float("inf")]),
        ("1,2;3,4", [1, 2, 3, 4]),
        ("[[1, 2], [3, 4]]", [1, 2, 3, 4]),
        ("[[1. 2.]\n [3. 4.]]", [1, 2, 3, 4]),
        ("(1+2), (3)", [3, 3]),
        ("1 - 0.5", [0.5]),
    ],
)
def test_vector(text: str, numbers: list[float]) -> None:
    assert [float(part.number) for part in read_claims(text).parts] == numbers


@pytest.mark.parametrize("text", ["[0.5, 0.25] bits", "0.5 0.25 bits", "[0.5 bits, 0.25 bits]", "0.5, 0.25 bits"])
def test_a_unit_at_the_end_is_that_of_all(text: str) -> None:
    assert [part.unit for part in read_claims(text).parts] == ["bits", "bits"]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0.9,0.0333,0.0333", [4, 4, 4]),
        ("1,0,0", [0, 0, 0]),
        ("-1, 0, 0.25", [2, 2, 2]),
        ("1/3, 0.3, 0.33", [None, 2, 2]),
        ("0.659001,0.242433,0.0985659", [6, 6, 7]),  # six digits of each, as a program shows them
        ("9.990e-01,1.000e-05", [4, 8]),
        ("0.5", [1]),
    ],
)
def test_entries_share_the_decimals_of_the_most_precise(text: str, digits: list[int | None]) -> None:
    assert [part.digits for part in read_claims(text).parts] == digits


@pytest.mark.parametrize(("text", "digits"), [("0.0370", 3), ("12.5", 3), ("1e3", 1), ("0.00", 0), ("ln(2)", 0)])
def test_significant_digits(text: str, digits: int) -> None:
    assert read_claims(text).single().significant == digits


def test_the_text_is_kept_as_typed() -> None:
    claims = read_claims(" [−0.50, 1/2] bits ")
    assert claims.text == "[−0.50, 1/2] bits"
    assert [part.text for part in claims.parts] == ["−0.50", "1/2 bits"]


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("", "missing", "claim ''"),
        ("1,,2", "missing", "claim '1,,2'"),
        ("bits", "missing", "claim 'bits'"),
        ("[1, 2", "bracket", "character 1"),
        ("0.1, 0.3x7", "'x7'", "claim '0.3x7', character 4"),
        ("2*[1+2]", "'['", "character 3"),
        ("1.2.3", "'.3'", "character 4"),
        ("1e999999999", "too large or too small", "character 1"),
        ("1e-99999", "too large or too small", "character 1"),
        ("0.5 base-1", "'base'", "character 5"),
        ("9**9**9", "too large", "character 2"),
        ("1" * 5_000, "5000 characters", "character 1001"),
        ("1," * 500_000, "1000000 characters", "character 100001"),
    ],
)
def test_error_says_what_and_where(text: str, what: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        read_claims(text)
    assert what in caught.value.what
    assert where in caught.value.where
    assert caught.value.remedy


def test_several_numbers_for_one() -> None:
    with pytest.raises(InputError, match="2 claimed where the answer has 1"):
        read_claims("0.1,0.9").single()


@given(st.text() | st.text("0123456789.,;[]()%eE+-/ bits−∞base"))
def test_any_text_is_a_claim_or_an_input_error(text: str) -> None:
    try:
        assert read_claims(text).parts
    except InputError:
        return


@given(st.decimals(-1000, 1000, places=8), st.integers(0, 8))
def test_digits_are_those_typed(number: Decimal, digits: int) -> None:
    claim = read_claims(f"{number:.{digits}f}").single()
    assert claim.digits == digits
    assert claim.number == Decimal(f"{number:.{digits}f}")


def test_a_thousand_numbers_within_bounds() -> None:
    assert len(read_claims(",".join([str(sys.float_info.min)] * 1000)).parts) == 1000
