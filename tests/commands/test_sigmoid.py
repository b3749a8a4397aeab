from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["0"], "0.5"),
        (["-1000"], "0.0"),
        (["-inf"], "0.0"),
        (["-1,0,1"], "0.2689414213699951\n0.5\n0.7310585786300049"),
        (["-1,0;0,1"], "0.2689414213699951,0.5\n0.5,0.7310585786300049"),
        (["2", "--temperature", "2"], "0.7310585786300049"),
    ],
)
def test_bare_values(xent: Run, argv: list[str], expected: str) -> None:
    assert xent("sigmoid", *argv, "-q").out == expected + "\n"


def test_json(xent: Run) -> None:
    answer = xent("sigmoid", "0,0", "--json").json
    assert answer["value"] == [0.5, 0.5]
    assert answer["unit"] is None
    assert [column["symbol"] for column in answer["columns"]] == ["i", "z", "e^-z", "1-ŷ", "ŷ"]
