"""Cells found in plain text: the same rows as Arrow's reader gives, or none of its own."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xent_cli.core.errors import InputError
from xent_cli.inputs import delimited
from xent_cli.inputs.cells import cells

Rows = Callable[..., list[object]]
TEXT = b"cat,0.9,x\ndog,1e-3,yy\ncat,nan,\n"


def test_the_numbers_and_the_texts_of_a_column() -> None:
    found = cells(memoryview(TEXT), ",", 3)
    assert found is not None
    assert found.rows == 3
    assert np.array_equal(found.numbers([1]), [[0.9, 1e-3, np.nan]], equal_nan=True)
    assert [found.texts(i).rows for i in (2, 0)] == [["x", "yy", ""], ["cat", "dog", "cat"]]


def test_columns_in_any_order_even_twice() -> None:
    found = cells(memoryview(b"1;2;3\n4;5;6\n"), ";", 3)
    assert found is not None
    assert np.array_equal(found.numbers([2, 0, 2]), [[3, 6], [1, 4], [3, 6]])


@pytest.mark.parametrize("cell", ["", "x", " 0.5", "0.5 ", "1_0", "0x1"])
def test_what_is_no_number_plainly_is_refused(cell: str) -> None:
    found = cells(memoryview(f"1,{cell}\n".encode()), ",", 2)
    assert found is not None
    with pytest.raises(pa.ArrowInvalid):
        found.numbers([1])


def test_text_that_is_not_utf_8_is_refused() -> None:
    found = cells(memoryview(b"1,\xff\n"), ",", 2)
    assert found is not None
    with pytest.raises(pa.ArrowInvalid):
        found.texts(1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2",
        "1,2\n3,4",
        "1,2\n\n3,4\n",
        "1,2\n3\n",
        "1\n2\n",
        "1,2,3\n4\n",
        "1,2\r\n3,4\r\n",
        "1,2\n3,\r4\n",
        "1,\t2\n",
    ],
)
def test_what_is_not_plain_is_left_alone(text: str) -> None:
    assert cells(memoryview(text.encode()), ",", 2) is None
    assert cells(memoryview(b"1\n"), ",", 1) is None


HEAD = "label,p0,p1,note\n"
CELLS = st.sampled_from(
    ["0", "1", "0.25", "0.75", "1e-3", ".5", "nan", "inf", "", " 1", "x", "é", '"1"', "\r", "#", "\n"]
)
LINES = st.lists(
    st.lists(CELLS, min_size=3, max_size=5).map(",".join) | st.just("0,0.25,0.75,x"), min_size=1, max_size=6
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_the_same_rows_or_the_same_error(
    tmp_path: Path, rows: Rows, lines: list[str], newline: str, last: bool
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(HEAD + newline.join(lines) + newline * last, encoding="utf-8", newline="")
    said = []
    for large in (0, 1 << 40):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(delimited, "LARGE", large)
            try:
                said.append(repr(rows(str(path), target="label", pred="p0,p1", by="note")))
            except InputError as error:
                said.append(str(error))
    assert said[0] == said[1]
