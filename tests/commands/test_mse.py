from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]


@pytest.mark.parametrize(
    ("argv", "value"),
    [
        (["1.5,2", "1,2.5"], 0.25),
        (["3;-1.5", "2.5;0"], 1.25),
        (["-7", "-7.5"], 0.25),
        (["0", "0.7,0.2,0.1"], 0.14 / 3),
        (["2", "1,2,3.5", "--one-based"], 4.75),
        (["1", "0", "--logits"], 0.25),
        (["1e10", "1"], 9.999999998e19),
    ],
)
def test_typed(xent: Xent, argv: list[str], value: float) -> None:
    found = xent("mse", *argv, "--json").json
    assert (found["value"], found["unit"], found["certified"]) == (pytest.approx(value, rel=1e-15), None, True)


def test_it_notes_the_brier_score(xent: Xent) -> None:
    shown = xent("mse", "0", "0.7,0.2,0.1").out
    assert "of probabilities the Brier score  Σ (ŷ_k - y_k)²      0.14" in shown


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["1,inf", "1,2"], "TARGET, entry 2: inf is no finite number"),
        (["1", "nan,2"], "'nan' is not a number"),
        (["1,2", "1,2", "--normalize"], "--normalize: these are numbers, not probabilities"),
        (["1,2", "1,2", "--eps", "0.1"], "--eps: these are numbers, not probabilities"),
        (["3", "1,2,3"], "there is no class 3"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent("mse", *argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("0.54", "sum instead of the mean over the 3 numbers"),
        ("0.090", "half of it"),
        ("0.0667", "differences not squared"),
        ("0.4243", "root taken"),
        ("0.400", "absolute errors"),
    ],
)
def test_a_wrong_claim_is_diagnosed(xent: Xent, claim: str, name: str) -> None:
    done = xent("mse", "3,1,2", "2.5,1.5,2.2", "--expect", claim, "--json")
    assert done.code == 1
    assert name in [found["name"] for found in done.json["verdict"]["diagnosis"]]


@pytest.mark.parametrize(
    "argv", [["1.5,2", "1,2.5"], ["3;-1.5", "2.5;0"], ["0", "2,1,0.1", "--logits"], ["1;0", "2;-1", "--logits"]]
)
def test_its_gradient_is_the_derivative(xent: Xent, argv: list[str]) -> None:
    found = xent("grad", "mse", *argv, "--verify", "--json").json
    assert found["verified"] is True
    assert found["convention"]["wrt"] == ("logits" if "--logits" in argv else "predictions")


def test_tables_of_numbers_and_of_classes(xent: Xent, tmp_path: Path) -> None:
    numbers = tmp_path / "numbers.csv"
    numbers.write_text("y,mean\n3,2.5\n-1.5,0\n10,10\n")
    assert xent("mse", str(numbers), "-t", "y", "-q").out == f"{2.5 / 3!r}\n"
    classes = tmp_path / "classes.csv"
    classes.write_text("label,p_a,p_b\na,0.7,0.3\nb,0.4,0.6\n")
    assert float(xent("mse", str(classes), "-t", "label", "-q").out) == pytest.approx((0.09 + 0.16) / 2)
