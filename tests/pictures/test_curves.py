"""What pictures show: the numbers that the commands give."""

import math

import numpy as np
import pytest

from xent_cli.answers.worked import Column, Grid
from xent_cli.core.histogram import Histogram
from xent_cli.pictures.curves import of_losses, of_sigmoid, of_softmax
from xent_cli.pictures.of_reports import of_bins, of_epochs
from xent_cli.pictures.of_reports import of_losses as of_spread


def test_the_losses_are_what_they_are() -> None:
    picture = of_losses(math.log(2), "bits")
    curves = {line.name: line for line in picture.lines}
    at = curves["ce"].x
    assert curves["ce"].y == pytest.approx([-math.log2(q) for q in at])
    assert curves["brier"].y == pytest.approx([2 * (1 - q) ** 2 for q in at])
    assert "bits" in picture.y.label


def test_softmax_and_sigmoid() -> None:
    sure, unsure = of_softmax((2.0, 1.0), ("cat", "dog")).lines
    assert np.add(sure.y, unsure.y) == pytest.approx(1)
    assert sure.name == "cat (z = 2)"
    curve, asked = of_sigmoid((2.0, 1e9)).lines
    assert asked.y == pytest.approx((1 / (1 + math.exp(-2)),))
    assert min(curve.x) == -6.0


def test_epochs() -> None:
    columns = (
        Column("epoch", "epoch", (1, 2, 3)),
        Column("loss", "loss", (0.9, 0.5, 0.4)),
        Column("accuracy", "accuracy", (0.5, 0.6, 0.7)),
        Column("validation_loss", "validation loss", (1.0, 0.7, 0.8)),
    )
    picture = of_epochs(Grid("epochs", "", columns), "nats")
    assert [(line.name, line.y) for line in picture.lines] == [
        ("training loss", (0.9, 0.5, 0.4)),
        ("validation loss", (1.0, 0.7, 0.8)),
    ]
    assert picture.y.label == "cross-entropy (nats)"


def test_bins() -> None:
    columns = [Column(name, name, (0.25, 0.75)) for name in ("lower", "upper", "confidence", "accuracy")]
    picture = of_bins(Grid("bins", "", tuple(columns)))
    assert picture.bars[0].heights == (0.25, 0.75)
    assert picture.within() == (0.0, 1.0, 0.0, 1.0)


def test_a_spread_is_in_the_unit_of_the_answer() -> None:
    picture = of_spread("cross-entropy", "bits", Histogram.of(np.array([math.log(2), math.inf])), math.log(2))
    assert picture.bars[0].lower[0] <= 1.0 < picture.bars[0].upper[0]
    assert "of 1 row, and 1 row of infinite loss" in picture.title
