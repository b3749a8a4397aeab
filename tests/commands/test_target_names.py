"""What a target is called: typed, beside a file, by the names of columns."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran
from .test_target_forms import TWO, cells, named, write

Xent = Callable[..., Ran]


def test_what_is_said_of_a_typed_target_is_said_of_one_beside_a_file(xent: Xent, tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", named(cells(TWO), "p"))
    for options, said in {
        (): "'0,1' was read as a label for each row, not as one distribution",
        ("--ignore", "1"): "1 row left out, with the label 1",
        ("--ignore", "-1"): "no row has the label '-1' of --ignore",
    }.items():
        for pred in (TWO, path):
            assert said in xent("ce", "0,1", pred, *options, "--json").json["notes"], pred


def test_named_columns_are_a_distribution_where_a_typed_row_would_be_labels(
    xent: Xent, value: Callable[..., float], tmp_path: Path
) -> None:
    pred = write(tmp_path / "p.csv", named(cells(TWO), "p"))
    row = write(tmp_path / "t.csv", named(cells("0,1"), "t"))
    assert value("ce", row, pred) == pytest.approx(value("ce", "0.0,1.0", TWO))
    assert value("ce", "0,1", pred) == pytest.approx(value("ce", "0;1", TWO))


def test_the_row_of_a_table_is_weighed_by_the_names_of_its_columns(value: Callable[..., float], tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("y,p_cat,p_dog\ncat,0.5,0.5\n")
    assert value("ce", str(path), "-t", "y", "--class-weight", "p_cat=2", "--reduction", "sum") == 2 * value(
        "ce", "0", "0.5,0.5"
    )
