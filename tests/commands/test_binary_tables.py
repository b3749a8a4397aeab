"""bce on tables: accuracy, baselines, skill, a line per label."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from .conftest import Ran

Xent = Callable[..., Ran]
Array = NDArray[Any]
Y = np.array([[1, 0], [0, 0], [1, 1], [1, 0], [0, 1]])
Q = np.array([[0.9, 0.2], [0.4, 0.3], [0.3, 0.6], [0.5, 0.75], [0.8, 0.9]])
W = np.array([1, 2, 0.5, 4, 1])


def table(path: Path, y: Array, q: Array) -> str:
    lines = [",".join(map(repr, [*map(float, a), *map(float, b), float(w)])) for a, b, w in zip(y, q, W, strict=True)]
    path.write_text("\n".join(["a,b,p,q,w", *lines, ""]))
    return str(path)


def entropy(share: float) -> float:
    return -share * math.log(share) - (1 - share) * math.log(1 - share)


def losses(y: Array) -> Array:
    return np.asarray(-(y * np.log(Q) + (1 - y) * np.log(1 - Q)))


def test_one_column(xent: Xent, tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", Y.astype(float), Q)
    answer = xent("bce", path, "-t", "a", "-p", "p", "--json").json
    assert answer["accuracy"] == 2 / 5  # a prediction of ½ is none of y = 1
    assert answer["baseline_uniform"] == math.log(2)
    assert answer["baseline_labels"] == pytest.approx(entropy(3 / 5), rel=1e-15)
    assert answer["skill"] == pytest.approx(1 - answer["value"] / entropy(3 / 5), rel=1e-14)
    zero, one = answer["per_label"]
    own = losses(Y)[:, 0]
    assert (zero["label"], zero["rows"], zero["accuracy"]) == ("0", 2, 1 / 2)
    assert (one["label"], one["rows"], one["accuracy"]) == ("1", 3, 1 / 3)
    assert zero["mean"] == pytest.approx(own[Y[:, 0] == 0].mean(), rel=1e-14)
    assert one["standard_error"] == pytest.approx(own[Y[:, 0] == 1].std(ddof=1) / math.sqrt(3), rel=1e-13)


def test_several_columns_have_a_line_each(xent: Xent, tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", Y.astype(float), Q)
    answer = xent("bce", path, "-t", "a,b", "-p", "p,q", "--json").json
    assert answer["accuracy"] == 6 / 10
    assert answer["baseline_labels"] == pytest.approx((entropy(3 / 5) + entropy(2 / 5)) / 2, rel=1e-15)
    for line, name, column, right in zip(answer["per_label"], "pq", losses(Y).T, (2, 4), strict=True):
        assert (line["label"], line["rows"], line["accuracy"]) == (name, 5, right / 5)
        assert line["mean"] == pytest.approx(column.mean(), rel=1e-14)
        assert line["standard_error"] == pytest.approx(column.std(ddof=1) / math.sqrt(5), rel=1e-13)


def test_rows_have_weights_in_the_baseline_too(xent: Xent, tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", Y.astype(float), Q)
    answer = xent("bce", path, "-t", "a", "-p", "p", "--sample-weight", "w", "--base", "2", "--json").json
    assert answer["baseline_labels"] == pytest.approx(entropy(5.5 / 8.5) / math.log(2), rel=1e-15)
    assert answer["value"] == pytest.approx(np.average(losses(Y)[:, 0], weights=W) / math.log(2), rel=1e-14)


def test_no_constant_is_better_than_the_baseline(xent: Xent, tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", Y.astype(float), Q)
    baseline = xent("bce", path, "-t", "a", "-p", "p", "--pos-weight", "3", "--json").json["baseline_labels"]
    costs = []
    for constant in (0.8, 9 / 11, 0.83):
        other = table(tmp_path / "constant.csv", Y.astype(float), np.full_like(Q, constant))
        costs.append(float(xent("bce", other, "-t", "a", "-p", "p", "--pos-weight", "3", "-q").out))
    assert min(costs) == costs[1] == pytest.approx(baseline, rel=1e-15)


@pytest.mark.parametrize(("option", "of"), [("--logits", lambda q: np.log(q / (1 - q))), ("--log-probs", np.log)])
def test_either_side_of_one_half_by_logits_too(
    xent: Xent, tmp_path: Path, option: str, of: Callable[[Array], Array]
) -> None:
    path = table(tmp_path / "t.csv", Y.astype(float), of(Q))
    assert xent("bce", path, "-t", "a,b", "-p", "p,q", option, "--json").json["accuracy"] == 6 / 10


def test_soft_labels_have_no_side(xent: Xent, tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", Y * 0.5 + 0.25, Q)
    answer = xent("bce", path, "-t", "a", "-p", "p", "--json").json
    assert not answer.keys() & {"accuracy", "skill", "baseline_labels", "per_label"}
    assert "standard_error" in answer


def test_totals_that_travelled_say_the_same(xent: Xent, tmp_path: Path) -> None:
    whole = table(tmp_path / "t.csv", Y.astype(float), Q)
    head, *lines = Path(whole).read_text().splitlines()
    parts = []
    for name, some in (("1", lines[:2]), ("2", lines[2:])):
        (tmp_path / f"{name}.csv").write_text("\n".join([head, *some, ""]))
        parts.append(str(tmp_path / f"{name}.totals"))
        argv = ["part", "bce", str(tmp_path / f"{name}.csv"), "-t", "a,b", "-p", "p,q", "-o", parts[-1]]
        assert xent(*argv).code == 0
    assert xent("merge", *parts, "--json").json == xent("bce", whole, "-t", "a,b", "-p", "p,q", "--json").json
