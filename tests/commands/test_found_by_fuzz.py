"""What calls that nobody would type have brought to light, each by the smallest of its kind."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["grad", "jeffreys", "0.5,0.5,0", "0.7,0.2,0.1"], "the loss is infinite here"),
        (["ce", "0", "0.7,0.3", "--at-most", "x"], "--at-most"),
        (["bce", "1", "1", "--rtol", "inf", "--expect", "0.3567"], "--rtol: a tolerance of inf"),
        (["bce", "1", "0.5", "--pos-weight", "1/1e-4000"], "--pos-weight"),
        (["ce", "0", "2,1", "--logits", "--temperature", "1/1e-4000"], "--temperature"),
    ],
)
def test_one_sentence(xent: Xent, argv: list[str], said: str) -> None:
    done = xent(*argv)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err


def test_bounds_beyond_doubles_are_infinite(xent: Xent) -> None:
    assert xent("ce", "0", "0.7,0.3", "--at-most", "1/1e-4000", "-q").code == 0
    assert xent("ce", "0", "0.7,0.3", "--at-least", "1/1e-4000", "-q").code == 1


def test_a_rounding_that_changes_nothing_is_no_mistake(xent: Xent) -> None:
    done = xent("js", "1/2,1/2,0", "0.8,0.1,0.1", "--reduction", "none", "--expect=-0.357")
    assert done.code == 1


def test_nothing_against_nothing_is_no_nan(xent: Xent) -> None:
    for command in ("kl", "jeffreys"):
        shown = xent(command, "0.5,0.5,0", "0.7,0.3,0", "--format", "csv").out
        assert "nan" not in shown


def test_one_row_by_itself_with_a_weight(xent: Xent) -> None:
    for looks in ("table", "csv", "markdown", "json"):
        done = xent("ce", "0", "0.7,0.3", "--reduction", "none", "--sample-weight", "3", "--format", looks)
        assert (done.code, done.err) == (0, "")


def test_one_column_of_labels_and_weights(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "both.csv"
    path.write_text("y,a,b\n5,.5,.5\n0,.5,.5\n")
    done = xent("ce", str(path), "-t", "y", "--sample-weight", "y", "-p", "a,b")
    assert (done.code, done.out) == (2, "")
    assert "the label '5' is unknown" in done.err


def test_several_objects_in_a_line_are_no_json_lines(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a":0.5,"b":0.5}{"a":0.9,"b":0.1}\n{"a":0.5,"b":0.5}\n{"a":0.5,"b":null}\n')
    done = xent("entropy", str(path))
    assert (done.code, done.out) == (2, "")
    assert "is not a JSON object" in done.err


def test_binary_smoothing_near_1_keeps_its_digits(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "smooth.csv"
    path.write_text("y,p\n1,0.9\n1,0.9\n")
    found = float(xent("smooth", str(path), "-t", "y", "-p", "p", "-q").out)
    assert abs(found - 0.21522174452463727) <= 2 * math.ulp(found)
