"""Typed vectors: the value is the double nearest to the truth, and steps and answer are the same numbers."""

import json
import math
from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xent_cli.app import run

LOGITS = st.lists(st.decimals(-40, 40, places=3).map(str), min_size=2, max_size=6)
COUNTS = st.lists(st.integers(1, 1000), min_size=2, max_size=6)
quickly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    """The JSON of a command line that answers."""

    def ask(*argv: str) -> Any:
        assert run([*argv, "--json"]) == 0, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    return ask


@pytest.fixture(autouse=True)
def sixty_digits() -> Iterator[None]:
    """The textbook's definitions are written out in decimal."""
    with localcontext(prec=60):
        yield


def shares(counts: list[int]) -> tuple[str, list[Decimal]]:
    """Fractions of a whole, as typed and exactly."""
    whole = sum(counts)
    return ",".join(f"{n}/{whole}" for n in counts), [Decimal(n) / whole for n in counts]


def softmax(logits: list[str]) -> list[Decimal]:
    powers = [Decimal(z).exp() for z in logits]
    return [power / sum(powers) for power in powers]


@quickly
@given(COUNTS)
def test_entropy_is_the_nearest_double(answer: Any, counts: list[int]) -> None:
    typed, p = shares(counts)
    found = answer("entropy", typed)
    assert found["value"] == float(-sum(x * x.ln() for x in p))
    assert found["certified"]


@quickly
@given(COUNTS, st.data())
def test_kl_and_ce_are_too(answer: Any, counts: list[int], data: st.DataObject) -> None:
    typed_p, p = shares(counts)
    typed_q, q = shares(data.draw(st.lists(st.integers(1, 1000), min_size=len(p), max_size=len(p))))
    crossed = -sum(x * y.ln() for x, y in zip(p, q, strict=True))
    assert answer("ce", typed_p, typed_q)["value"] == float(crossed)
    divergence = sum((x * (x / y).ln() for x, y in zip(p, q, strict=True)), Decimal(0))
    if p != q:
        assert answer("kl", typed_p, typed_q, "--base", "2")["value"] == float(divergence / Decimal(2).ln())


@quickly
@given(LOGITS, st.data())
def test_ce_from_logits_is_too(answer: Any, logits: list[str], data: st.DataObject) -> None:
    label = data.draw(st.integers(0, len(logits) - 1))
    found = answer("ce", str(label), ",".join(logits), "--logits")
    assert found["value"] == float(-softmax(logits)[label].ln())


@quickly
@given(LOGITS)
def test_softmax_and_sigmoid_are_too(answer: Any, logits: list[str]) -> None:
    assert answer("softmax", ",".join(logits))["value"] == [float(x) for x in softmax(logits)]
    assert answer("sigmoid", ",".join(logits))["value"] == [float(1 / (1 + (-Decimal(z)).exp())) for z in logits]


@quickly
@given(st.integers(0, 100), st.integers(1, 99))
def test_bce_is_too(answer: Any, y: int, p: int) -> None:
    true, predicted = Decimal(y) / 100, Decimal(p) / 100
    loss = -(true * predicted.ln() + (1 - true) * (1 - predicted).ln())
    assert answer("bce", f"{y}%", f"{p}%")["value"] == float(loss)


@pytest.mark.parametrize("base", ["e", "2", "10", "3"])
@pytest.mark.parametrize(
    ("argv", "step"),
    [
        (["entropy", "0.5,0.3,0.2"], "total"),
        (["entropy", "-1,0.5,2", "--logits"], "total"),
        (["kl", "0.5,0.3,0.2", "0.7,0.2,0.1"], "total"),
        (["kl", "0.5,0.3,0.2", "1,-2,0.5", "--logits"], "total"),
        (["ce", "0.5,0.3,0.2", "0.7,0.2,0.1"], "total"),
        (["ce", "1", "-1.2,0.5,3", "--logits"], "total"),
        (["ce", "0.9,0.1,0", "-1,-2,-inf", "--log-probs", "--normalize"], "total"),
        (["bce", "1,0,0.25", "0.9,0.2,0.8"], "mean"),
        (["bce", "1,0,0.25", "2,-1,0", "--logits", "--pos-weight", "3"], "mean"),
    ],
)
def test_terms_steps_and_answer_agree(answer: Any, argv: list[str], step: str, base: str) -> None:
    found = answer(*argv, "--base", base)
    terms = next(column["values"] for column in found["columns"] if column["name"] == "term")
    share = len(terms) if step == "mean" else 1
    steps = {line["title"]: line["value"] for line in found["steps"]}
    assert math.fsum(terms) / share == pytest.approx(found["value"], rel=1e-14)
    assert steps[step] == pytest.approx(found["value"], rel=1e-14)


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["ce", "0", "40,0", "--logits"], 4.248354255291589e-18),
        (["ce", "0", "0.1000000000000000055511151231257827,0.9"], 2.3025850929940455),
        (["kl", "0.5,0.5", "0.500000000000000000001,0.499999999999999999999"], 2e-42),
        (["bce", "0", "1e-20"], 1e-20),
        (["entropy", "1"], 0.0),
    ],
)
def test_where_float64_has_nothing_left(answer: Any, argv: list[str], expected: float) -> None:
    assert answer(*argv)["value"] == expected


def test_one_row_is_the_mean_of_itself(answer: Any) -> None:
    one = answer("ce", "0", "0.7,0.3")["value"]
    assert answer("ce", "0;0;0", "0.7,0.3")["value"] == one
    assert answer("ce", "0", "0.7,0.3", "--reduction", "none")["value"] == [one]
    assert answer("ce", "1,0", "0.7,0.3")["value"] == one


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["ce", "0", "1e-400,1"], 921.0340371976183),
        (["kl", "0.5,0.5", "1e-400,1"], 459.8238714182492),
        (["bce", "1,0", "1e-400,0"], 460.51701859880916),
        (["bce", "1,0", "1e-400,0", "--reduction", "none"], [921.0340371976183, 0.0]),
    ],
)
def test_what_float64_cannot_hold_is_no_matter(answer: Any, argv: list[str], expected: float) -> None:
    found = answer(*argv)
    assert found["value"] == expected
    assert not any("inf" in note for note in found["notes"])
    totals = [step["value"] for step in found["steps"] if step["title"] == "total"]
    assert totals in ([], [expected])
