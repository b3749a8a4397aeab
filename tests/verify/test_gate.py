"""A value and its bounds -> nothing, or by how much it is beyond them."""

import pytest

from xent_cli.verify.gate import gate


@pytest.mark.parametrize(
    ("value", "at_most", "at_least", "text"),
    [
        (0.41, 0.4, None, "0.41 is 0.01 above --at-most 0.4"),
        (0.39, None, 0.4, "0.39 is 0.01 below --at-least 0.4"),
        (-0.1, 0.4, 0, "-0.1 is 0.1 below --at-least 0"),
        (0.4, 0.4, 0.4, None),
        (0.4, None, None, None),
        (float("inf"), 0.4, None, "inf is above --at-most 0.4"),
        (float("inf"), float("inf"), 0, None),
        (float("nan"), 0.4, None, "nan is above --at-most 0.4"),
    ],
)
def test_gate(value: float, at_most: float | None, at_least: float | None, text: str | None) -> None:
    assert gate(value, at_most, at_least) == text
