"""The regression of arrays: that of the command, and what it refuses."""

import csv
from pathlib import Path

import numpy as np
import pytest

from xent_cli import InputError, softmax_regression
from xent_cli.answers.answer import Report
from xent_cli.app import outcome_of


def points() -> tuple[list[list[float]], list[str]]:
    random = np.random.default_rng(2)
    return random.standard_normal((60, 3)).tolist(), random.choice(["cat", "dog", "eel"], 60).tolist()


def test_it_learns_what_the_command_learns(tmp_path: Path) -> None:
    features, labels = points()
    with (tmp_path / "t.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("a", "b", "c", "y"), *((*x, y) for x, y in zip(features, labels, strict=True))])
    argv = [
        "train",
        str(tmp_path / "t.csv"),
        "-t",
        "y",
        "--epochs",
        "4",
        "--l2",
        "0.1",
        "--optimizer",
        "adam",
        "--seed",
    ]
    report = outcome_of([*argv, "3", "--batch", "7", "--standardize"]).answer
    fitted = softmax_regression(features, labels, epochs=4, batch=7, optimizer="adam", l2=0.1, standardize=True, seed=3)
    assert isinstance(report, Report)
    assert report.nested is not None
    assert fitted.weights.tolist() == report.nested["weights"]
    assert fitted.bias is not None
    assert fitted.bias.tolist() == report.nested["bias"]
    assert fitted.classes == ("cat", "dog", "eel")
    assert fitted.probabilities(features).sum(axis=1) == pytest.approx(np.ones(60))


def test_all_rows_at_once_in_any_order_but_the_last_bits() -> None:
    features, labels = points()
    one = softmax_regression(features, labels, batch=None)
    other = softmax_regression(features[::-1], labels[::-1], batch=None)
    assert one.weights == pytest.approx(other.weights, abs=1e-13)


@pytest.mark.parametrize(
    ("features", "labels", "said"),
    [
        ([[1.0], [float("nan")]], [0, 1], "features"),
        ([1.0, 2.0], [0, 1], "its shape is"),
        ([[1.0], [2.0]], [0], "1 labels of 1 classes for 2 rows"),
        ([[1.0], [2.0]], [0, 0], "of two classes or more"),
    ],
)
def test_what_cannot_be_fitted(features: list[list[float]], labels: list[int], said: str) -> None:
    with pytest.raises(InputError, match=said):
        softmax_regression(features, labels)


def test_an_optimizer_that_is_not_there() -> None:
    with pytest.raises(InputError, match="there is no newton"):
        softmax_regression([[1.0], [2.0]], [0, 1], optimizer="newton")
