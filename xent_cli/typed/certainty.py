"""The answer of a typed problem again, in decimal arithmetic, from the digits that were typed."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from xent_cli.answers.answer import Certificate
from xent_cli.choices import Reduction
from xent_cli.core.numerics import Array
from xent_cli.measures.measure import Measure
from xent_cli.measures.problem import Problem
from xent_cli.record import record

if TYPE_CHECKING:
    from xent_cli.exact.arithmetic import Vector
    from xent_cli.exact.predictions import Prediction
    from xent_cli.formula.decimals import Decimals

# Above so many numbers the second arithmetic would be felt, and float64 answers alone.
CERTIFIED_UP_TO = 5000


@record
class Certified:
    """The answer's certificate, and as doubles in its unit the loss of each row and the sum that was divided."""

    certificate: Certificate
    losses: Array
    total: float


def certify(problem: Problem, mine: Array) -> Certified | None:
    """The answer to 50 digits, and how far float64 was off; None where there is too much, or no agreement."""
    from xent_cli.exact.certify import UncertifiedError, certify_each

    sample, each = problem.sample, problem.weighting
    if sample.count * len(sample.pred[0]) > CERTIFIED_UP_TO:
        return None
    try:
        certified = certify_each(
            lambda *rows: _exactly(problem, rows), *sample.pred, *sample.target, each.weights, each.denominators
        )
    except UncertifiedError:
        return None
    answers, (whole, *losses) = certified[: mine.size], certified[mine.size :]
    off = max(ulps(float(x), c.value) for x, c in zip(mine, answers, strict=True))
    certificate = Certificate(tuple(c.digits for c in answers), off)
    return Certified(certificate, np.array([loss.value for loss in losses]), whole.value)


def _exactly(problem: Problem, rows: Sequence["Vector"]) -> Iterable[Decimal]:
    """The answer at the working precision, the values of every row reduced as asked; the sum; and these values."""
    from xent_cli.exact.arithmetic import decimal, ln, total

    count, measure = problem.sample.count, problem.measure
    *typed, weights, denominators = rows
    beside = truths(problem, typed[count:])
    values = [
        _listed(measure.at_row(i).value(symbols(measure.at_row(i), truth, problem.meaning.exact(pred), len(pred))))
        for i, (truth, pred) in enumerate(zip(beside, typed[:count], strict=True))
    ]
    if problem.log.text != "e":
        per = measure.per(ln(Decimal(problem.log.text)))
        values = [tuple(x / per for x in row) for row in values]
    each = [x for row in values for x in row]
    weighted = [w * x if w else w for w, row in zip(weights, values, strict=True) for x in row]
    numerator = total(weighted)
    if not measure.reduces:
        share = decimal(problem.denominator) if measure.shared else 1
        answers = [x / share for x in each]
    elif problem.reduction is Reduction.NONE:
        answers = weighted
    elif problem.reduction is Reduction.SUM:
        answers = [numerator]
    else:
        answers = [numerator / total([d for d, row in zip(denominators, values, strict=True) for _ in row])]
    return [*answers, numerator, *each]


def symbols(
    measure: Measure, truth: "Vector | None", pred: "Prediction", count: int, ln_base: Decimal | None = None
) -> "Decimals":
    """The symbols of a row of so many numbers in decimal arithmetic, in nats unless `ln_base` says otherwise."""
    from xent_cli.exact.arithmetic import ONE, decimal
    from xent_cli.formula.decimals import Decimals

    knobs = {
        name: tuple(map(decimal, value)) if isinstance(value, tuple) else decimal(value)
        for name, value in measure.symbols(count).items()
        if value is not None
    }
    return Decimals({**knobs, **measure.takes.symbols(truth, pred), **pred.given}, count, ln_base or ONE)


def _listed(value: Any) -> "Vector":
    return value if isinstance(value, tuple) else (value,)


def truths(problem: Problem, typed: Sequence["Vector"]) -> Sequence["Vector | None"]:
    """The truth of every row as a vector."""
    from xent_cli.exact.arithmetic import one_hot
    from xent_cli.exact.predictions import Shares

    sample = problem.sample
    if sample.labelled:
        return [one_hot(label, len(sample.pred[0])) for label in sample.labels]
    if not typed:
        return [None] * sample.count
    if problem.meaning.of_target(elementwise=problem.elementwise).normalize:
        return [Shares(truth).probs for truth in typed]
    return typed


def ulps(mine: float, true: float) -> float:
    """The distance of two doubles in units in the last place of the true one."""
    if mine == true:
        return 0.0
    return abs(mine - true) / math.ulp(true) if math.isfinite(mine) and math.isfinite(true) else math.inf
