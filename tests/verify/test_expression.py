"""Expressions: named input -> output, and no text that hangs or crashes."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli.core.errors import InputError
from xent_cli.verify.expression import evaluate


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ln(2)", math.log(2)),
        ("log(2)", math.log(2)),
        ("LOG2(3)", math.log2(3)),
        ("log10(5)", math.log10(5)),
        ("exp(1)", math.e),
        ("sqrt(2)", math.sqrt(2)),
        ("e", math.e),
        ("2*pi", math.tau),
        ("5/12", 5 / 12),
        ("-ln(0.7)", -math.log(0.7)),
        ("2*ln(3)-1", 2 * math.log(3) - 1),
        ("1 - 35%", 0.65),
        ("2e-1 + .5 + 1.", 1.7),
        ("(1+2)*(3)", 9),
        ("8/2/2", 2),
        ("2 - 3 - 4", -5),
        ("-2^2", -4),
        ("2^-1", 0.5),
        ("2**3**2", 512),
        ("--+-3", -3),
        ("-ln(0)", math.inf),
        ("-∞", -math.inf),
    ],
)
def test_value(text: str, value: float) -> None:
    assert float(evaluate(text)) == pytest.approx(value, rel=1e-15)


def test_sixty_digits() -> None:
    assert str(evaluate("ln(2)")).startswith("0.693147180559945309417232121458176568075500134360255254120680")


@pytest.mark.parametrize(
    ("text", "character", "what"),
    [
        ("", 1, "too early"),
        ("2+", 3, "too early"),
        ("0.3x7", 4, "'x7'"),
        ("2 ln(3)", 3, "'ln'"),
        ("2(3)", 2, "'('"),
        ("(1", 3, "too early"),
        ("1)", 2, "')'"),
        ("foo(1)", 1, "'foo' is not known"),
        ("nan", 1, "'nan' is not known"),
        ("ln 2/3", 4, "without parentheses"),
        ("1/0", 2, "no value"),
        ("1 + ln(-1)", 5, "no value"),
        ("inf - inf", 5, "no value"),
        ("0.7 $", 5, "'$'"),
        ("9**9**9", 2, "too large"),
        ("exp(exp(99))", 1, "too large"),
        ("1e99999999999999999999", 1, "no value"),
        ("(" * 1000, 51, "nested"),
        ("-" * 1000, 51, "nested"),
        ("2^" * 400, 101, "nested"),
        ("__import__('os')", 1, "'_'"),
    ],
)
def test_error_names_the_character(text: str, character: int, what: str) -> None:
    with pytest.raises(InputError) as caught:
        evaluate(text)
    assert what in caught.value.what
    assert caught.value.where.endswith(f", character {character}")
    assert caught.value.remedy


_PARTS = [
    "1",
    "0.5",
    "1e9000",
    "1e-9000",
    "9",
    "ln(",
    "exp(",
    "(",
    ")",
    "^",
    "**",
    "*",
    "/",
    "-",
    "+",
    "e",
    " ",
]


@given(st.text() | st.lists(st.sampled_from(_PARTS)).map("".join))
def test_any_text_is_a_number_or_an_input_error(text: str) -> None:
    try:
        assert not evaluate(text).is_nan()
    except InputError:
        return


@given(st.decimals(-1000, 1000, places=6), st.decimals(-1000, 1000, places=6))
def test_sum_and_product_are_exact(a: Decimal, b: Decimal) -> None:
    assert evaluate(f"({a}) + ({b})") == a + b
    assert evaluate(f"({a}) * ({b})") == a * b
