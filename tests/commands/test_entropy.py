from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        (["0.5,0.25,0.25"], 1.5),
        (["1/2 1/4 1/4"], 1.5),
        (["50%,25%,25%"], 1.5),
        (["[0.5,", "0.25,", "0.25]"], 1.5),
        (["0.5", "0.25", "0.25"], 1.5),
        (["1"], 0.0),
        (["1,0,0"], 0.0),
        (["2,1,1", "--counts"], 1.5),
        (["2,1,1", "--normalize"], 1.5),
        (["0,0,0,0", "--logits"], 2.0),
        (["0,0,0,0", "--logits", "--temperature", "3"], 2.0),
        (["-inf,0,0", "--logits"], 1.0),
        (["0.5,0.5; 1,0"], 0.5),
        (["0.5,0.5; 1,0", "--reduction", "sum"], 1.0),
        (["0.5,0.5; 1,0", "--sample-weight", "3,1"], 0.75),
    ],
)
def test_value_in_bits(value: Run, operands: list[str], expected: float) -> None:
    assert value("entropy", *operands, "--base", "2") == expected


@pytest.mark.parametrize(
    ("base", "unit", "expected"),
    [
        ("e", "nats", 0.6931471805599453),
        ("2", "bits", 1.0),
        ("10", "hartleys", 0.3010299956639812),
        ("3", "base-3", 0.6309297535714574),
    ],
)
def test_unit_follows_from_the_base(xent: Run, base: str, unit: str, expected: float) -> None:
    answer = xent("entropy", "1/2,1/2", "--base", base, "--json").json
    assert (answer["unit"], answer["value"]) == (unit, expected)
    assert answer["convention"]["base"] == base


@pytest.mark.parametrize("base", ["1", "0.5", "0", "-2", "inf", "abc"])
def test_no_base(xent: Run, base: str) -> None:
    ran = xent("entropy", "1/2,1/2", "--base", base)
    assert (ran.code, ran.out) == (2, "")
    assert f"'{base}' is not a base" in ran.err


def test_the_most_it_could_be_and_what_it_amounts_to(xent: Run) -> None:
    steps = {
        step["title"]: step["value"]
        for step in xent("entropy", "1/4,1/4,1/4,1/4", "--base", "2", "--json").json["steps"]
    }
    assert steps["the most it could be"] == 2
    assert steps["share of that"] == 1
    assert steps["effective number of classes"] == pytest.approx(4, rel=1e-15)


def test_each_row_for_itself(xent: Run) -> None:
    rows = ("entropy", "0.5,0.5; 1,0", "--base", "2", "--reduction", "none")
    assert xent(*rows, "-q").out == "1.0\n0.0\n"
    assert xent(*rows, "--json").json["value"] == [1.0, 0.0]
    assert xent("entropy", "0.5,0.5", "--base", "2", "--reduction", "none", "--json").json["value"] == [1.0]


@pytest.mark.parametrize(
    ("operand", "complaint"),
    [
        ("0.5,0.4", "sums to 0.9"),
        ("0.5,0.6", "sums to 1.1"),
        ("-0.5,1.5", "-0.5 is no probability"),
        ("0.5,,0.5", "an entry is empty"),
        ("0.5,x", "'x' is not a number"),
        ("preds.csv", "no such file"),
        ("1/0,1", "divides by zero"),
    ],
)
def test_what_is_no_distribution(xent: Run, operand: str, complaint: str) -> None:
    ran = xent("entropy", operand)
    assert (ran.code, ran.out) == (2, "")
    assert complaint in ran.err
