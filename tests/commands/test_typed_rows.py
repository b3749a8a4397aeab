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


@pytest.mark.parametrize("option", [["--worst", "2"], ["--row", "1"], ["--skip-bad"], ["--no-header"]])
def test_options_of_tables_are_not_for_typed_rows(xent: Run, option: list[str]) -> None:
    done = xent("ce", "0", "0.7,0.3", *option)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"xent: {option[0]}: is for tables")


def test_a_sum_that_the_tolerance_allows_is_told(xent: Run) -> None:
    (note,) = xent("entropy", "1.0005,0", "--json").json["notes"]
    assert note == "P sums to 1.0005, as --tolerance allows; --normalize would rescale it"


def test_the_total_is_the_answer(xent: Run) -> None:
    answer = xent("ce", "0", "0.7,0.2,0.1", "--json").json
    assert next(step["value"] for step in answer["steps"] if step["title"] == "total") == answer["value"]


def test_csv_of_a_claim_is_its_verdict(xent: Run) -> None:
    done = xent("ce", "0", "0.7,0.3", "--expect", "0.36", "--format", "csv")
    assert done.out.splitlines()[1] == "ce,1,0.3566749439387324,nats,0.36,correct,true,"
