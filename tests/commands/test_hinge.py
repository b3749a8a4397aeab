from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]


@pytest.mark.parametrize(
    ("argv", "value"),
    [
        (["0", "3.2,5.1,-1.7"], 2.9),
        (["1,0,0", "3.2,5.1,-1.7", "--squared"], 8.41),
        (["0", "3.2,5.1,4.7", "--form", "crammer-singer"], 2.9),
        (["0", "3.2,5.1,-1.7", "--margin", "1/2"], 2.4),
        (["1;0;-1", "0.25;0.25;-3"], 2 / 3),
        (["0,1", "1,2.5; -1,0"], 1.25),
    ],
)
def test_typed(xent: Xent, argv: list[str], value: float) -> None:
    found = xent("hinge", *argv, "--json").json
    assert (found["value"], found["unit"], found["certified"]) == (value, None, True)


def test_it_says_what_the_labels_stand_for(xent: Xent) -> None:
    assert "0 and 1 stand for -1 and 1" in xent("hinge", "0", "0.5").out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["0.9,0.1", "1,2"], "0.9 is neither 0 nor 1"),
        (["-1,1", "1,2"], "-1 is no class; samples of two classes are parted by ;"),
        (["2", "1"], "2 is no label of two classes; give 0 and 1, or -1 and 1"),
        (["0", "1,inf"], "inf is no finite number"),
        (["0", "1,2", "--margin", "0"], "--margin: 0 is out of range"),
        (["0", "1,2", "--logits"], "no option --logits"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent("hinge", *argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("argv", "claim", "name"),
    [
        (["0", "3.2,5.1,-1.7"], "3.9", "the true class kept among the others"),
        (["0", "3.2,5.1,-1.7"], "0.966667", "mean over the elements instead of the rows"),
        (["0", "3.2,5.1,-1.7"], "8.41", "the terms squared"),
        (["0", "3.2,5.1,-1.7"], "1.9", "the margin forgotten"),
        (["0", "3.2,5.1,4.7"], "2.9", "the nearest class instead of the sum"),
        (["0", "3.2,5.1,4.7", "--form", "crammer-singer"], "5.4", "the sum instead of the nearest class"),
        (["0", "3.2,5.1,4.7", "--squared"], "5.4", "the squares forgotten"),
        (["0", "3.2,4.1,-1.7"], "6.00", "one sign wrong"),
        (["0", "0.3"], "1.00", "labels 0 and 1 not made -1 and 1"),
        (["1", "0.3"], "1.3", "y and 1 - y exchanged"),
    ],
)
def test_a_wrong_claim_is_diagnosed(xent: Xent, argv: list[str], claim: str, name: str) -> None:
    done = xent("hinge", *argv, "--expect", claim, "--json")
    assert done.code == 1
    assert name in [found["name"] for found in done.json["verdict"]["diagnosis"]]


@pytest.mark.parametrize("argv", [["0", "3.2,5.1,-1.7"], ["2", "1,2,2.5"], ["1;0;-1", "0.25;0.25;-3"]])
@pytest.mark.parametrize("knob", [[], ["--squared"], ["--form", "crammer-singer"]])
def test_its_gradient_is_the_derivative(xent: Xent, argv: list[str], knob: list[str]) -> None:
    found = xent("grad", "hinge", *argv, *knob, "--verify", "--json").json
    assert (found["verified"], found["convention"]["wrt"]) == (True, "scores")


def test_at_a_kink_there_is_no_derivative(xent: Xent) -> None:
    found = xent("grad", "hinge", "1", "1", "--verify", "--json").json
    assert (found["value"], found["verified"]) == ([0.0], None)


def test_tables_of_scores(xent: Xent, tmp_path: Path) -> None:
    table = tmp_path / "scores.csv"
    table.write_text("label,s_cat,s_dog,s_fish\ncat,3.2,5.1,-1.7\nfish,0,0,4\n")
    assert xent("hinge", str(table), "-t", "label", "-q").out == "1.4499999999999997\n"
    one = tmp_path / "one.csv"
    one.write_text("y,s\n-1,0.5\n1,0.5\n")
    assert xent("hinge", str(one), "-t", "y", "-q").out == "1.0\n"
