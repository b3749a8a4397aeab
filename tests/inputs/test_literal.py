import math
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli.core.errors import InputError
from xent_cli.inputs.literal import read_number, read_rows, split_rows

FLOATS = st.floats(allow_nan=False)
VECTORS = st.lists(FLOATS, min_size=1, max_size=6)
MATRICES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(FLOATS, min_size=width, max_size=width), min_size=2, max_size=4)
)


def as_floats(text: str) -> list[list[float]]:
    return [[float(number) for number in row] for row in read_rows(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.1", Decimal("0.1")),
        (".5", Decimal("0.5")),
        ("5.", Decimal(5)),
        ("+1", Decimal(1)),
        ("-1.2", Decimal("-1.2")),
        ("−1.2", Decimal("-1.2")),
        ("1e-3", Decimal("0.001")),
        ("1E3", Decimal(1000)),
        ("1/3", Fraction(1, 3)),
        ("-1/3", Fraction(-1, 3)),
        ("0.5/2", Fraction(1, 4)),
        ("70%", Fraction(7, 10)),
        ("0.5 %", Fraction(1, 200)),
        ("inf", Decimal("Infinity")),
        ("-Inf", Decimal("-Infinity")),
        ("-infinity", Decimal("-Infinity")),
        ("∞", Decimal("Infinity")),
        (" 1 ", Decimal(1)),
        ("0.1000000000000000000000000001", Decimal("0.1000000000000000000000000001")),
    ],
)
def test_number(text: str, number: Decimal | Fraction) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "x", "nan", "1e", "1e5000", "1,2", "0x10", "1_000", "1/0", "1/2/3", "%", "--1", "1 2", "inf%", "1" * 1001],
)
def test_no_number(text: str) -> None:
    with pytest.raises(InputError):
        read_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "1,2,3",
        "1 2 3",
        "1, 2,\t3",
        " 1 ,2 , 3 ",
        "[1, 2, 3]",
        "[1. 2. 3.]",
        "(1, 2, 3)",
        "{1, 2, 3}",
        "[[1, 2, 3]]",
        "1,2,3\n",
        "array([1., 2., 3.])",
        "np.array([1, 2, 3], dtype=float32)",
        "tensor([1., 2., 3.])",
        "tensor([1., 2., 3.], device='cuda:0', dtype=torch.float64)",
        "tensor([1., 2., 3.], grad_fn=<SoftmaxBackward0>)",
        "torch.tensor([[1, 2, 3]])",
        "[1, 2, 3,]",
    ],
)
def test_one_vector_many_ways(text: str) -> None:
    assert as_floats(text) == [[1, 2, 3]]


@pytest.mark.parametrize(
    "text",
    [
        "1,2;3,4",
        "1 2\n3 4\n",
        "1,2;\n3,4;",
        "[1,2],[3,4]",
        "[1,2];[3,4]",
        "[[1,2],[3,4]]",
        "[[1. 2.]\n [3. 4.]]",
        "[(1, 2), (3, 4)]",
        "array([[1., 2.],\n       [3., 4.]])",
        "array([[1., 2.],\n       [3., 4.]], dtype=float32)",
        "tensor([[1., 2.],\n        [3., 4.]])",
    ],
)
def test_two_rows_many_ways(text: str) -> None:
    assert as_floats(text) == [[1, 2], [3, 4]]


@pytest.mark.parametrize("text", ["", " ", "[]", "1,,2", "[1,2", "1,2]", "[1],x", "1,2,,", "f(1,2)", "[1 [2] 3]"])
def test_no_rows(text: str) -> None:
    with pytest.raises(InputError):
        read_rows(text)


def test_names_are_cells_too() -> None:
    assert split_rows("cat, dog;bird,cat") == [["cat", "dog"], ["bird", "cat"]]


@given(VECTORS)
def test_any_printed_vector_pastes_back(values: list[float]) -> None:
    printed = np.array(values)
    for text in (repr(values), str(tuple(values)), ",".join(map(repr, values)), " ".join(map(repr, values))):
        assert as_floats(text) == [values]
    with np.printoptions(floatmode="unique", threshold=10_000):
        assert as_floats(str(printed)) == [values]
        assert as_floats(repr(printed)) == [values]


@given(MATRICES)
def test_any_printed_matrix_pastes_back(values: list[list[float]]) -> None:
    printed = np.array(values)
    assert as_floats(repr(values)) == values
    assert as_floats(";".join(",".join(map(repr, row)) for row in values)) == values
    assert as_floats("\n".join(" ".join(map(repr, row)) for row in values)) == values
    with np.printoptions(floatmode="unique", threshold=10_000):
        assert as_floats(str(printed)) == values
        assert as_floats(repr(printed)) == values


@given(st.fractions())
def test_fractions_are_exact(value: Fraction) -> None:
    assert read_number(str(value)) == value


@given(st.text(max_size=30))
def test_any_text_is_numbers_or_one_error(text: str) -> None:
    with suppress(InputError):
        rows = read_rows(text)
        assert rows
        assert not any(math.isnan(number) for row in rows for number in row)
