"""Problems to be wrong about."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from xent_cli.choices import Reduction, WithRespectTo
from xent_cli.core.kinds import InputKind
from xent_cli.core.log_base import LogBase
from xent_cli.inputs.literal import Number, Rows
from xent_cli.inputs.sample import Sample
from xent_cli.measures.catalogue import MEASURES
from xent_cli.measures.gradient import Gradient
from xent_cli.measures.meaning import Meaning
from xent_cli.measures.measure import Measure
from xent_cli.measures.problem import Problem, checked_truth, checked_values
from xent_cli.measures.weighting import weighting
from xent_cli.verify.claim import read_claims
from xent_cli.verify.mistakes import diagnose
from xent_cli.verify.mistakes.solution import solved
from xent_cli.verify.verdict import Diagnosis


def problem(command: str, target: Any, values: Any, kind: str = "probs", base: str = "e", **more: Any) -> Problem:
    """A problem with its right answer; integers, one for each row, are the labels."""
    pred = _rows(values)
    measure = _measure(command, target, base, len(pred[0]), more)
    elementwise, weights = measure.takes.elementwise, more.get("class_weight")
    eps, by_row = more.get("eps"), more.get("sample_weight")
    temperature = Fraction(more.get("temperature", 1))
    meaning = Meaning(
        InputKind(kind), temperature, eps=eps and _number(eps), elementwise=elementwise, truth=measure.subject.truth
    )
    sample = _sample(target, pred, elementwise, more.get("ignored", 0))
    by_class = None if weights is None else tuple(map(_number, weights))
    if by_class is not None:
        measure = measure.reweighted(by_class)
    each = weighting(measure, len(pred), sample.labels, by_class, by_row)
    reduction = Reduction(more.get("reduction", "mean"))
    numbers = checked_values(sample, meaning, measure)
    truth = checked_truth(sample, measure, meaning)
    log, predicted = LogBase.of(base), meaning.core(numbers)
    with np.errstate(all="ignore"):
        return solved(Problem(measure, meaning, sample, reduction, log, each, numbers, predicted, truth))


def _measure(command: str, target: Any, base: str, width: int, more: dict[str, Any]) -> Measure:
    """The measure with its knobs as they are typed, in the form for so many columns."""
    cls = MEASURES[more.get("loss", command)].load()
    cls = cls.alone if target is None and cls.alone else cls
    form = cls(**{name: more[name] for name in cls.knobs if name in more}).fitted(
        1 if more.get("one_column") else width
    )
    if command != "grad":
        return form
    temperature = Fraction(more.get("temperature", 1))
    return Gradient(form, WithRespectTo(more.get("wrt", "logits")), temperature=temperature, base=base)


def _sample(target: Any, pred: Rows, elementwise: bool, ignored: int) -> Sample:
    if target is None:
        return Sample(pred, ignored=ignored)
    truth = np.atleast_1d(np.asarray(target))
    if not elementwise and truth.dtype.kind == "i" and truth.shape == (len(pred),):
        return Sample(pred, labels=tuple(truth.tolist()), ignored=ignored)
    return Sample(pred, _rows(truth), ignored=ignored)


def _rows(numbers: Any) -> Rows:
    return tuple(tuple(map(_number, row)) for row in np.atleast_2d(np.asarray(numbers)).tolist())


def _number(x: float) -> Number:
    """With the digits that it shows."""
    return Decimal(repr(x))


def claimed(claim: str, of: Problem) -> tuple[Diagnosis, ...]:
    return diagnose(read_claims(claim), of)


P, Q, Z = [0.5, 0.3, 0.2], [0.7, 0.2, 0.1], [2, 1, 0.1]
CE = problem("ce", 0, Q)
CE_BITS = problem("ce", 0, Q, base="2")
CE_Z = problem("ce", 0, Z, "logits")
CE_ROWS = problem("ce", [0, 1], [[2, 1], [0, 3]], "logits")
CE_P = problem("ce", P, Q)
KL = problem("kl", P, Q)
BCE = problem("bce", [1, 0, 1], [0.9, 0.2, 0.6])
BCE_Z = problem("bce", [1], [3], "logits")
ZERO = problem("bce", [1], [0])
WEIGHTED = problem("ce", [1, 0], [[3, 4], [6, 9]], "logits", class_weight=[0.4, 0.36])
SMOOTH = problem("smooth", 0, Z, "logits", alpha="0.1")
SMOOTHED = problem("smooth", None, [1, 0, 0], alpha="0.1")
BINARY_SMOOTH = problem("smooth", [1], [0.9], alpha="0.1", one_column=True)
IGNORED = problem("ce", [1, 2], [[0.05, 0.95, 0], [0.1, 0.8, 0.1]], ignored=1)
OVERFLOW = problem("ce", 1, [1000, 1], "logits")
TOKENS = problem("ce", [0] * 10, [[0.91, 0.09]] * 9 + [[0.01, 0.99]])
FOCAL = problem("focal", [0], [0.3], alpha="0.25", one_column=True)
FOCAL_1 = problem("focal", [1], [0.9], one_column=True)
GRAD = problem("grad", 0, Z, "logits", loss="ce")
GRAD_4 = problem("grad", [0, 1, 2, 0], [Z, [0, 1, 2], [1, 1, 1], [3, 0, 1]], "logits", loss="ce")
SAMPLED = problem("bce", [[1], [0], [1]], [[0.9], [0.2], [0.8]], sample_weight="1,2,3")
WARM = problem("ce", 0, Z, "logits", temperature=2.0)
WARM_GRAD = problem("grad", 0, Z, "logits", loss="ce", temperature=2.0)
POSITIVE = problem("bce", [1], [0.9], pos_weight="3.0")
CLAMPED = problem("ce", 0, [0.95, 0.05], eps=0.1)
POS = problem("bce", [0], [1.5], "logits", pos_weight="3.0")
COUNTS = problem("entropy", None, [9, 5], "counts", "2")
