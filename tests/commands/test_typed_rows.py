"""What options do to typed rows."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def test_class_weights_divide_one_row_too(xent: Run) -> None:
    answer = xent("ce", "1", "0.7,0.3", "--class-weight", "1,2", "--json").json
    assert [step["value"] for step in answer["steps"]] == [pytest.approx(2 * answer["value"]), answer["value"]]
    assert answer["steps"][-1]["formula"] == "divided by 2 = Σ w of the labels"


def test_a_target_is_rescaled_too(xent: Run) -> None:
    assert xent("ce", "5,3,2", "7,2,1", "--normalize", "-q").out == xent("ce", "0.5,0.3,0.2", "0.7,0.2,0.1", "-q").out


def test_ignored_rows_count_nowhere(xent: Run) -> None:
    rows = "0.8,0.1,0.1;0.05,0.95,0;0.1,0.8,0.1"
    assert xent("ce", "0,1,2", rows, "--ignore", "0", "--json").json["value"] == 1.176939193690798


@pytest.mark.parametrize("option", [["--worst", "2"], ["--skip-bad"], ["--no-header"]])
def test_options_of_tables_are_not_for_typed_rows(xent: Run, option: list[str]) -> None:
    done = xent("ce", "0", "0.7,0.3", *option)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"xent: {option[0]}: is for tables")


def test_a_row_of_several_is_worked_alone(xent: Run) -> None:
    rows = "2,1,0.1;0.1,0.1,0.8"
    assert (
        xent("ce", "0,2", rows, "--logits", "--row", "2", "-q").out == xent("ce", "2", rows[8:], "--logits", "-q").out
    )
    done = xent("ce", "0,2", rows, "--logits", "--row", "3")
    assert (done.code, done.out) == (2, "")
    assert "there are only 2 rows" in done.err


def test_typed_batches_show_their_steps(xent: Run) -> None:
    both = xent("ce", "0,2", "2,1,0.1; 0.1,0.1,0.8", "--logits").out
    assert both.count("-p_k ln ŷ_k") == 2
    assert "row 1   H(p,ŷ)" in both
    assert "row 2   H(p,ŷ)" in both
    many = xent("ce", "0;0;1;0;0;0", "0.7,0.3").out
    assert [f"row {i}   H(p,q)" in many for i in (1, 2, 3, 4, 5, 6)] == [True, False, True, False, False, True]
    assert "steps are shown of the first row, of the largest, row 3, and the last of 6" in many


def test_a_sum_that_the_tolerance_allows_is_told(xent: Run) -> None:
    (note,) = xent("entropy", "1.0005,0", "--json").json["notes"]
    assert note == "P sums to 1.0005, as --tolerance allows; --normalize would rescale it"


def test_the_total_is_the_answer(xent: Run) -> None:
    answer = xent("ce", "0", "0.7,0.2,0.1", "--json").json
    assert next(step["value"] for step in answer["steps"] if step["title"] == "total") == answer["value"]


def test_csv_of_a_claim_is_its_verdict(xent: Run) -> None:
    done = xent("ce", "0", "0.7,0.3", "--expect", "0.36", "--format", "csv")
    assert done.out.splitlines()[1] == "ce,1,0.3566749439387324,nats,0.36,correct,true,"
