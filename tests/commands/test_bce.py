import math
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        (["1", "0.5"], 1.0),
        (["0", "0.75"], 2.0),
        (["1,0,1", "0.5,0.5,0.5"], 1.0),
        (["1;0;1", "0.5;0.5;0.5"], 1.0),
        (["0.5", "0.5"], 1.0),
        (["1", "0"], math.inf),
        (["0", "0"], 0.0),
        (["1,0", "0,0", "--logits"], 1.0),
        (["1", "-inf", "--logits"], math.inf),
        (["1,0", "0.5,0.75", "--reduction", "sum"], 3.0),
        (["1,0", "0.5,0.75"], 1.5),
        (["1,0", "0.5,0.5", "--pos-weight", "3"], 2.0),
        (["1", "-1", "--log-probs", "--base", "e"], 1.0),
        (["1,0;0,1", "0.5,0.5;0.75,0.5"], 1.25),
    ],
)
def test_value_in_bits(value: Run, operands: list[str], expected: float) -> None:
    assert value("bce", *operands, *([] if "--base" in operands else ["--base", "2"])) == expected


def test_elements_are_the_denominator(xent: Run) -> None:
    answer = xent("bce", "1,0;0,1", "0.9,0.1;0.2,0.8", "--json").json
    assert answer["rows"] == 2
    assert answer["convention"]["denominator"] == "N elements"
    assert answer["columns"][0]["values"] == ["0,0", "0,1", "1,0", "1,1"]
    terms = answer["columns"][-1]["values"]
    assert math.fsum(terms) / 4 == pytest.approx(answer["value"], rel=1e-15)


def test_each_for_itself(xent: Run) -> None:
    samples = ("bce", "1,0,1", "0.5,0.75,1", "--base", "2", "--reduction", "none")
    assert xent(*samples, "-q").out == "1.0\n2.0\n0.0\n"
    assert xent(*samples, "--json").json["value"] == [1.0, 2.0, 0.0]
    labels = ("bce", "1,0;0,1", "0.5,0.75;0.5,1", "--base", "2", "--reduction", "none")
    assert xent(*labels, "-q").out == "1.0,2.0\n1.0,0.0\n"
    assert xent(*labels, "--json").json["value"] == [[1.0, 2.0], [1.0, 0.0]]


def test_samples_have_weights(xent: Run) -> None:
    answer = xent("bce", "1,0,1", "0.9,0.2,0.6", "--sample-weight", "1,2,3", "--json").json
    losses = -math.log(0.9), -math.log(0.8), -math.log(0.6)
    assert answer["rows"] == 3
    assert answer["value"] == pytest.approx((losses[0] + 2 * losses[1] + 3 * losses[2]) / 6, rel=1e-15)
    assert answer["steps"][-1]["formula"] == "divided by 6 = Σ s"


def test_one_number_against_every_other(xent: Run) -> None:
    assert xent("bce", "1", "0.9,0.2", "-q").out == xent("bce", "1,1", "0.9,0.2", "-q").out


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["1,0;0,1", "0.9"], "TARGET has 2"),
        (["2", "0.9"], "TARGET"),
        (["1", "1.5"], "PRED"),
        (["1", "-0.1"], "PRED"),
        (["1", "0.9", "--pos-weight", "0"], "--pos-weight"),
        (["cat", "0.9"], "is neither numbers"),
    ],
)
def test_unusable(xent: Run, argv: list[str], complaint: str) -> None:
    ran = xent("bce", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert complaint in ran.err
