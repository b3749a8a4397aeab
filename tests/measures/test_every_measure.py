"""What holds of every measure, asked of the list alone: its formula, kernel, slope and words say the same."""

from collections.abc import Callable, Iterator
from decimal import Decimal, localcontext
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from xent_cli.core import predictions as core
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.exact import predictions as exact
from xent_cli.exact.arithmetic import Vector, one_hot, open_context
from xent_cli.exact.certify import Certified, certify_each
from xent_cli.exact.derivative import gradient_by_logits, gradient_by_probs
from xent_cli.formula.functions import Root
from xent_cli.formula.latex import Latex
from xent_cli.formula.mathml import MathML
from xent_cli.formula.notation import Notation
from xent_cli.formula.slope import ByLog
from xent_cli.formula.unicode import Unicode
from xent_cli.measures.loss import Loss
from xent_cli.measures.measure import Measure
from xent_cli.measures.takes import Alone, Classes, Distributions, Truth
from xent_cli.typed.certainty import symbols

from ..core.adversaries import ELEMENTS, LOGITS, NARROW, PROBS, SCORES, Case, in_range, soft_targets
from ..formula import truth
from .every import ALL, EVERY, LOSSES

PROMISE = 8
"""The widest of the promises of the kernels, in units in the last place; `tests/core` holds each to its own."""
CLOSE = 1e-12


class Row(NamedTuple):
    """A row for a measure: what is true, as numbers and as its kernel takes it; and what is predicted."""

    y: list[float] | None
    target: Array | None
    numbers: list[float]
    pred: core.Prediction
    exact: Callable[[Vector], exact.Prediction]

    @property
    def hard(self) -> bool:
        """Whether nothing is true by halves: then nothing cancels."""
        return self.y is None or set(self.y) <= {0.0, 1.0}

    @property
    def typed(self) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
        """The numbers as they are, for decimal arithmetic."""
        return tuple(map(Decimal, self.y or ())), tuple(map(Decimal, self.numbers))


def predicted(measure: Measure) -> Iterator[tuple[list[float], core.Prediction, Callable[[Vector], exact.Prediction]]]:
    """Hard predictions of the kinds that a measure takes."""
    logits, probs = InputKind.LOGITS in measure.kinds, measure.kinds != (InputKind.LOGITS,)
    if measure.takes.elementwise:
        yield from (([z], core.BinaryLogits(np.array([z])), exact.BinaryLogits) for z in SCORES if logits)
        yield from (([q], core.Probs(np.array([q])), exact.Probs) for q in ELEMENTS if probs)
        return
    # Twenty-two are enough: of 50 or 1,000 classes the second arithmetic would be felt.
    yield from ((z, core.Logits(np.array(z)), exact.Logits) for z in filter(in_range, LOGITS[:22]) if logits)
    yield from ((q, core.Probs(np.array(q)), exact.Probs) for q in PROBS if probs)


def rows(measure: Measure) -> Iterator[Row]:
    """Hard rows for a measure, by what it takes."""
    takes = measure.takes
    if issubclass(takes, Truth):
        columns = [[y] for y in ELEMENTS] if takes.elementwise else PROBS
        yield from (Row(None, None, q, core.Probs(np.array(q)), exact.Probs) for q in columns)
        return
    for numbers, pred, made in predicted(measure):
        count = len(numbers)
        if issubclass(takes, Alone):
            yield Row(None, None, numbers, pred, made)
            continue
        if takes.elementwise:
            yield from (Row([y], np.array([y]), numbers, pred, made) for y in (0.0, 1.0, 0.25))
            continue
        for label in range(min(count, 3)):
            y = list(map(float, one_hot(label, count)))
            yield Row(y, np.array(label) if issubclass(takes, Classes) else np.array(y), numbers, pred, made)
        yield from (Row(y.tolist(), y, numbers, pred, made) for y in soft_targets(count))


def listed(value: Decimal | Vector) -> Vector:
    return value if isinstance(value, tuple) else (value,)


class Known(NamedTuple):
    """A row, the truth about it, and what a last digit of each q is worth: |∂L/∂ln q|."""

    row: Row
    truth: tuple[Certified, ...]
    pulls: tuple[float, ...]


@cache
def known(name: str) -> list[Known]:
    """The rows of a measure with their truths: of a root with that of what stands below it, which ends less early."""
    below = below_root(EVERY[name])
    return [Known(row, true_of(below, row), pulls_of(below, row)) for row in rows(below)]


def below_root(measure: Measure) -> Measure:
    """The measure, or what it is the root of."""
    return measure.instead(measure.formula.parts[0]) if isinstance(measure.formula, Root) else measure


def true_of(measure: Measure, row: Row) -> tuple[Certified, ...]:
    """The certified value of a row."""
    return certify_each(lambda y, v: listed(truth.value(measure, y or None, row.exact(v))), *row.typed)


def pulls_of(measure: Measure, row: Row) -> tuple[float, ...]:
    """Each |∂L/∂ln q| that is a number."""
    if not isinstance(measure, Loss):
        return (0.0,)
    with localcontext(open_context(60)):
        y, v = row.typed
        by_log = measure.formula.slope(ByLog(measure.by.name))
        pulls = symbols(measure, y, row.exact(v), len(v)).each(by_log)
        return (0.0, *(abs(float(g)) for g in pulls if g.is_finite()))


@pytest.mark.parametrize("name", EVERY)
def test_kernel_and_formula_agree(name: str) -> None:
    """Where the truth is soft its terms may cancel: then in the last place of what q is worth."""
    measure, worst = EVERY[name], 0.0
    for row, want, pulls in known(name):
        with np.errstate(all="ignore"):
            got = np.atleast_1d(measure.kernel(row.target, row.pred))
        squared = got**2 if isinstance(measure.formula, Root) else got
        scale = 0.0 if row.hard else max(pulls)
        worst = max([worst, *(Case(g, w.digits, scale).ulp for g, w in zip(squared.tolist(), want, strict=True))])
    print(f"{name}: worst {worst:.2g} ulp of {len(known(name))} rows")
    assert worst <= PROMISE


@pytest.mark.parametrize("name", EVERY)
def test_formula_in_float64_and_in_decimals_agree(name: str) -> None:
    """As far as float64 goes by formulas as they are written: ln(p/m) of p near m has but the digits of p - m."""
    measure = below_root(EVERY[name])
    least = 1e-15 if issubclass(measure.takes, Distributions) else NARROW
    for row, want, pulls in known(name):
        if not in_middle(row):
            continue
        with np.errstate(all="ignore"):
            got = np.atleast_1d(measure.value(truth.floats(measure, row.y, row.pred)))
        assert got == pytest.approx([w.value for w in want], rel=CLOSE, abs=max(CLOSE * max(pulls), least)), row


def in_middle(row: Row) -> bool:
    """Whether no probability is too small for a number of full length."""
    q = row.pred.probs
    return bool((np.isinf(row.pred.surprisal) | (q > 1e-300)).all())


TARGETS = [tuple(map(Decimal, target.split())) for target in ("0 1 0 0", "0.5 0.2 0.3 0", "0.4 0.2 0.3 0.1")]
Z = [Decimal("1.2"), Decimal("-0.4"), Decimal(-40), Decimal("0.7")]
Q = [Decimal("0.6"), Decimal("1e-9"), Decimal("0.15"), Decimal("0.249999999")]


@pytest.mark.parametrize("name", LOSSES)
def test_slope_is_the_derivative(name: str) -> None:
    """By the logits and by the probabilities, wherever there is a loss: the last target is possible for all."""
    loss = LOSSES[name]
    scores = exact.BinaryLogits if loss.takes.elementwise else exact.Logits
    for y in TARGETS:
        finite = truth.whole(loss, y, exact.Probs(tuple(Q))).is_finite()
        assert finite or y is not TARGETS[-1]
        for at, made, differences in ((Z, scores, gradient_by_logits), (Q, exact.Probs, gradient_by_probs)):
            if finite:
                to_logits = made is scores
                slope = certify_each(lambda x, m=made, y=y, z=to_logits: truth.gradient(loss, y, m(x), to_logits=z), at)
                want = differences(lambda x, m=made, y=y: truth.whole(loss, y, m(x)), at)
                assert [c.value for c in slope] == pytest.approx([float(d) for d in want], rel=3e-16, abs=5e-324)


@pytest.mark.parametrize("name", LOSSES)
def test_kernel_gradient_and_slope_agree(name: str) -> None:
    """By the logits, and by probabilities where they are given.

    Where one class alone pulls nothing cancels; else it may, in the last place of the strongest pull.
    """
    loss, worst, count = LOSSES[name], 0.0, 0
    for row, (value, *_), pulls in known(name):
        if not (in_middle(row) and np.isfinite(value.value)):
            continue
        to_logits = row.exact is not exact.Probs
        if not to_logits and (0.0, 0.0) in zip(row.y or (), row.numbers, strict=True):  # 0/0, and anybody's guess
            continue
        steep = isinstance(loss.formula, Root)
        if steep and value.value < 1e-12:  # in the dip of a root every slope is found close to every other
            continue
        want = slopes(loss, row, to_logits=to_logits)
        with np.errstate(all="ignore"):
            got = np.atleast_1d(loss.kernel_gradient(row.target, row.pred, to_logits=to_logits)).tolist()
        alone = row.hard and sum(map(bool, pulls)) <= 1
        scale = 0.0 if alone else max(1.0, *pulls) / (value.value**0.5 if steep else 1.0)
        worst = max([worst, *(Case(g, w.digits, scale).ulp for g, w in zip(got, want, strict=True))])
        count += 1
    print(f"{name}: worst {worst:.2g} ulp of {count} rows")
    assert worst <= PROMISE


def slopes(loss: Loss, row: Row, *, to_logits: bool) -> tuple[Certified, ...]:
    """The certified slope of a row."""
    return certify_each(lambda y, v: truth.gradient(loss, y, row.exact(v), to_logits=to_logits), *row.typed)


@pytest.mark.parametrize("notation", [Unicode(), Latex(), MathML()], ids=["unicode", "latex", "mathml"])
@pytest.mark.parametrize("name", ALL)
def test_all_of_it_can_be_written(name: str, notation: Notation) -> None:
    measure = ALL[name]
    shown = [*measure.columns(hard=True), *measure.columns(hard=False), *measure.steps()]
    sides = [side for left, right in measure.identities() for side in (left, *right)]
    texts = (measure.equation(), *(part.written() for part in shown), *sides)
    assert all(text if isinstance(text, str) else notation.write(text).strip() for text in texts)
    assert all(part.name for part in shown)
    assert all(part.title for part in measure.steps())


@pytest.mark.parametrize("name", ALL)
def test_all_that_is_asked_is_answered(name: str) -> None:
    measure = ALL[name]
    assert measure.quantity
    assert measure.operands
    assert measure.takes.operands
    assert measure.unit("bits") in (None, "bits")
    assert float(measure.per(2.0)) > 0
    assert measure.has_base == (measure.per(2.0) != 1)
    assert measure.logarithm("2") in ("2", "e")
    assert isinstance(measure.reduces, bool)
    assert {*measure.knobs, "labels"} >= measure.said.keys()
    assert measure.symbols(3) is not None
    assert (measure.unit("bits") is None) >= (measure.per(2.0) == 1)


@pytest.mark.parametrize("name", ALL)
def test_steps_end_in_the_answer(name: str) -> None:
    """What is called the total is the formula, and what is called a term adds up to it."""
    measure = ALL[name]
    totals = [part.part for part in measure.steps() if part.name == "total"]
    assert totals in ([], [measure.formula])
