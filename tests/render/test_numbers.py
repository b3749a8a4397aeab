import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli.answers.answer import Certificate
from xent_cli.answers.worked import Beyond, Remark
from xent_cli.render.numbers import aligned, cell, certified, plain, rows, with_numbers


@given(st.floats(allow_nan=False))
def test_plain_loses_nothing(value: float) -> None:
    assert float(plain(value)) == value
    assert float(plain(value, 17)) == value
    assert float(plain(value, 50)) == value


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (2 / 3, 3, "0.667"),
        (0.1, 50, "0.1"),
        (-0.0, None, "0.0"),
        (math.inf, None, "inf"),
        (-math.inf, 3, "-inf"),
        (1e-300, 3, "1e-300"),
        (123456789.0, 3, "1.23e+08"),
    ],
)
def test_plain(value: float, digits: int | None, text: str) -> None:
    assert plain(value, digits) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("0.35667494393873237891", 3, "0.357"),
        ("0.35667494393873237891", 50, "0.35667494393873237891"),
        ("1.0000000000000000000000001", 3, "1"),
        ("Infinity", 3, "inf"),
        ("1E-30", 3, "1e-30"),
        ("0", 3, "0"),
    ],
)
def test_certified(value: str, digits: int, text: str) -> None:
    assert certified(Decimal(value), digits) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.1, None, "0.1"),
        (2 / 3, None, "0.666667"),
        (2 / 3, 2, "0.67"),
        (1e8, None, "100000000"),
        (1234567.89, None, "1234568"),
        (1234, None, "1 234"),
        ("[x]", None, "[x]"),
    ],
)
def test_cell(value: float | int | str, digits: int | None, text: str) -> None:
    assert cell(value, digits) == text


def test_no_number_is_a_dash() -> None:
    assert cell(math.nan, None) == "–"


@given(st.lists(st.floats(-1e5, 1e5).map(lambda x: plain(x, 6)), min_size=1))
def test_points_stand_below_each_other(texts: list[str]) -> None:
    padded = aligned(texts)
    assert [text.strip() for text in padded] == texts
    assert len({len(text) for text in padded}) == 1
    assert len({text.index(".") for text in padded if "." in text}) <= 1


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (0.5, [["0.5"]]),
        ((0.5, 0.25), [["0.5", "0.25"]]),
        (((0.5,), (0.25,)), [["0.5"], ["0.25"]]),
    ],
)
def test_rows(value: float | tuple[float, ...] | tuple[tuple[float, ...], ...], texts: list[list[str]]) -> None:
    assert rows(value, None, None) == texts


def test_rows_with_more_digits_than_a_double_has() -> None:
    third = Decimal(1) / Decimal(3)
    assert rows(((1 / 3,), (1 / 3,)), Certificate((third, third), 0.0), 20) == [["0." + "3" * 20]] * 2


def test_a_number_that_no_double_holds() -> None:
    tiny = Beyond(Decimal("1.28278e-870"))
    assert (tiny, cell(tiny, None), cell(tiny, 3)) == (0.0, "1.28278e-870", "1.28e-870")
    assert cell(Beyond(Decimal("-1e-900")), None) == "-1e-900"
    assert cell(Beyond(Decimal("2e400")), None) == "2e+400"
    assert math.copysign(1, Beyond(Decimal("-1e-900"))) == 1


def test_a_remark_has_the_digits_of_the_answer() -> None:
    remark = Remark(("a third is ", 1 / 3, "; so"))
    assert with_numbers(remark, None) == "a third is 0.333333; so"
    assert with_numbers(remark, 10) == "a third is 0.3333333333; so"
    assert with_numbers("{as it is}", 3) == "{as it is}"
