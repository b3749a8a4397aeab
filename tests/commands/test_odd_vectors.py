"""Typed vectors and claims that are not quite what they seem."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["ce", "", "0.5,0.5"], "TARGET: there is no number in it"),
        (["ce", "1", "0.9"], "for a binary label there is xent bce"),
        (["focal", "1,0,1", "0.9,0.2,0.8"], "put ; between samples of a binary label"),
        (["smooth", "0.5,0.6,0.7"], "TARGET: sums to 1.8"),
        (["softmax", "1,2", "--temperature", "inf"], "give a finite number above 0"),
        (["ce", "0", "0.7,0.3", "--tol", "0.1"], "--tol: there is no claim to judge by it"),
    ],
)
def test_what_is_odd_is_said(xent: Xent, argv: list[str], said: str) -> None:
    ran = xent(*argv)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


@pytest.mark.parametrize(
    "pasted",
    [
        "[np.float64(0.7), np.float64(0.3)]",
        "tf.Tensor([0.7 0.3], shape=(2,), dtype=float32)",
        "Array([0.7, 0.3], dtype=float32)",
    ],
)
def test_what_libraries_print_pastes_in(xent: Xent, pasted: str) -> None:
    assert xent("ce", "0", pasted, "-q").out == "0.3566749439387324\n"


def test_a_claim_pastes_in_too(xent: Xent) -> None:
    assert xent("softmax", "0,0", "--expect", "array([0.5, 0.5], dtype=float32)").code == 0
    assert xent("entropy", "0.5,0.5", "--expect", "tensor(0.6931)").code == 0


def test_labels_that_can_be_no_distribution_are_labels(xent: Xent) -> None:
    assert xent("smooth", "0,1,2", "--classes", "3", "--alpha", "0.3", "-q").out.count("\n") == 3
    assert xent("smooth", "0,1,0", "--classes", "3", "--alpha", "0.3", "-q").out.count("\n") == 1


def test_classes_are_called_as_they_were_typed(xent: Xent) -> None:
    assert "q_1 is 0 where p_1 is 1" in xent("ce", "1", "0,0.2,0.8", "--one-based").out
    assert "q_cat is 0 where p_cat is 1" in xent("ce", "cat", "0,1", "--classes", "cat,dog").out
    assert "class 2 taken instead of 1" in xent("ce", "1", "0.7,0.2,0.1", "--one-based", "--expect", "1.609").out


def test_infinite_rows_are_named_and_counted(xent: Xent) -> None:
    several = xent("ce", "0,1,0", "0,1;0,1;0,1", "--json").json
    assert several["infinite"] == 2
    assert any("2 rows are inf (the first is row 1)" in note for note in several["notes"])
    assert xent("ce", "0", "0,1", "--json").json["infinite"] == 1
    assert xent("bce", "1,0,0", "0,0.5,1", "--json").json["infinite"] == 2
    assert xent("bce", "1,0,0", "0,0.5,1", "--sample-weight", "1,2,3", "--json").json["infinite"] == 2


def test_probabilities_of_a_program_are_verified(xent: Xent) -> None:
    third = ",".join([repr(1 / 3)] * 3)
    assert xent("grad", "ce", "0", third, "--verify", "--json").json["verified"] is True
    assert xent("grad", "ce", "0", "-inf,1,2", "--logits", "--verify", "--json").json["verified"] is None


def test_both_bounds_are_told(xent: Xent) -> None:
    ran = xent("ce", "0", "0.7,0.2,0.1", "--at-most", "0.2", "--at-least", "0.5", "-q")
    assert ran.code == 1
    assert "above --at-most 0.2 and " in ran.err
    assert xent("ce", "0", "0,1", "--at-most", "5", "-q").err == "xent: inf is above --at-most 5.0\n"


@pytest.mark.parametrize("line", ["ce 0 0.7,0.3 --expect 0.3 = 5", "ce 0 0.7,0.3 --at-most 9 = 5", "check x.txt = 5"])
def test_a_line_of_a_sheet_claims_what_follows_its_sign(xent: Xent, tmp_path: Path, line: str) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(f"{line}\n")
    ran = xent("check", str(sheet), "--json")
    assert ran.code == 1
    assert ran.json["lines"][0]["status"] == "unusable"


def test_a_base_is_called_as_it_was_typed(xent: Xent) -> None:
    found = xent("entropy", "0.5,0.5", "--base", "1.1", "--json").json
    assert found["unit"] == "base-1.1"
    assert found["value"] == pytest.approx(math.log(2) / math.log(1.1))


def test_the_answer_itself_is_no_step_to_it(xent: Xent) -> None:
    assert "stopping early" not in xent("ce", "0", "0.7,0.2,0.1", "--expect", "0.4", "--tol", "0.01").out


def test_one_answer_has_the_same_digits_everywhere(xent: Xent) -> None:
    summed = xent("entropy", "0.5,0.5;0.1,0.9", "--reduction", "sum", "--json").json
    assert summed["sum"] == summed["value"]
    rows = xent("ce", "0,1", "0.3,0.7;0.1,0.9", "--json").json["values"]
    each = xent("ce", "0,1", "0.3,0.7;0.1,0.9", "--reduction", "none", "-q").out.split()
    assert [row["value"] for row in rows] == list(map(float, each))
    lines = xent("bce", "1,0,1", "0.9,0.2,0.8", "--reduction", "none", "--format", "csv").out.splitlines()[1:]
    each = xent("bce", "1,0,1", "0.9,0.2,0.8", "--reduction", "none", "-q").out.split()
    assert [line.rpartition(",")[2] for line in lines] == each
