"""The standard error beside every mean over rows."""

import math
import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
ROWS = 5000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some 5,000 rows of three classes, with groups and weights."""
    rng = np.random.default_rng(15)
    logits = rng.normal(size=(ROWS, 3))
    lines = (
        f"{label},{','.join(map(repr, row))},g{group},{weight}"
        for label, row, group, weight in zip(
            rng.integers(0, 3, ROWS), logits.tolist(), rng.integers(0, 4, ROWS), rng.integers(1, 5, ROWS), strict=True
        )
    )
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    path.write_text("\n".join(["label,z0,z1,z2,g,w", *lines, ""]))
    return path


def error_of(losses: list[float]) -> float:
    return statistics.stdev(losses) / math.sqrt(len(losses))


def test_it_is_that_of_the_rows_of_the_groups_and_of_the_classes(xent: Xent, table: Path) -> None:
    argv = ["ce", str(table), "-t", "label", "-p", "z*", "--logits", "--base", "2"]
    losses = [float(line) for line in xent(*argv, "--reduction", "none", "-q").out.split()]
    cells = [line.split(",") for line in table.read_text().splitlines()[1:]]
    answer = xent(*argv, "--by", "g", "--json").json
    assert answer["standard_error"] == pytest.approx(error_of(losses), rel=1e-12)
    for lines, key, column in ((answer["groups"], "key", 4), (answer["per_class"], "class", 0)):
        assert len(lines) == len({row[column] for row in cells})
        for line in lines:
            name = line[key].removeprefix("z")
            own = [loss for loss, row in zip(losses, cells, strict=True) if row[column] == name]
            assert line["standard_error"] == pytest.approx(error_of(own), rel=1e-12)


@pytest.mark.parametrize("more", [[], ["--sample-weight", "w"], ["--class-weight", "1,2,0.3"]])
def test_the_order_of_the_rows_and_the_format_do_not_matter(
    xent: Xent, table: Path, tmp_path: Path, more: list[str]
) -> None:
    header, *rows = table.read_text().splitlines()
    turned = tmp_path / "turned.tsv"
    turned.write_text("\n".join([header, *rows[::-1], ""]).replace(",", "\t"))
    argv = ["-t", "label", "-p", "z*", "--logits", "--by", "g", "--json", *more]
    one, other = (xent("ce", str(path), *argv).json for path in (table, turned))
    assert one["standard_error"] == other["standard_error"]
    assert (one["groups"], one["per_class"]) == (other["groups"], other["per_class"])


def test_with_weights_it_is_that_of_the_linear_form_and_says_so(xent: Xent, table: Path) -> None:
    argv = ["ce", str(table), "-t", "label", "-p", "z*", "--logits"]
    losses = np.array([float(line) for line in xent(*argv, "--reduction", "none", "-q").out.split()])
    cells = [line.split(",") for line in table.read_text().splitlines()[1:]]
    labels, weights = (np.array([float(row[k]) for row in cells]) for k in (0, 5))
    of_class = np.array([1, 2, 0.25])[labels.astype(int)]
    for more, w in (["--sample-weight", "w"], weights), (["--class-weight", "1,2,0.25"], of_class):
        residuals = w * (losses - np.average(losses, weights=w))
        expected = math.sqrt(ROWS / (ROWS - 1) * (residuals @ residuals)) / w.sum()
        assert xent(*argv, *more, "--json").json["standard_error"] == pytest.approx(expected, rel=1e-12)
        assert "linearised" in xent(*argv, *more).out


def test_an_infinite_loss_leaves_it_out_and_says_so(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("y,a,b\n0,0.5,0.5\n1,1,0\n0,0.25,0.75\n")
    answer = xent("ce", str(path), "-t", "y", "--json").json
    assert "standard_error" not in answer
    assert any("no standard error" in note for note in answer["notes"])
    assert "standard_error" in answer["per_class"][0]


def test_of_a_sum_there_is_none(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("y,a,b\n0,0.5,0.5\n0,0.25,0.75\n")
    argv = ["ce", str(path), "-t", "y", "--reduction", "sum"]
    assert "standard_error" not in xent(*argv, "--json").json
    assert xent(*argv[:-2], "--json").json["standard_error"] == math.log(2) / 2


def test_typed_rows_have_it_too(xent: Xent) -> None:
    typed = xent("ce", "0;0", "0.5,0.5;0.25,0.75", "--json").json
    assert typed["standard_error"] == math.log(2) / 2
    samples = xent("bce", "1,1", "0.5,0.25", "--json").json
    assert samples["standard_error"] == math.log(2) / 2
