"""Typed rows -> every loss that applies, side by side."""

import math
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np

from xent_cli.answers.answer import Head, Report, WorkedAnswer
from xent_cli.answers.losses import Line, Swept, report
from xent_cli.call import Call
from xent_cli.checking import Check
from xent_cli.conclusion import concluded
from xent_cli.core.ce import distribution
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.inputs.literal import Number
from xent_cli.inputs.sample import Sample
from xent_cli.measures.measure import Measure
from xent_cli.measures.problem import checked_truth, checked_values
from xent_cli.measures.side_by_side import Beside, hard, steepness, unit_of
from xent_cli.outcome import Outcome
from xent_cli.typed.rows import of_sample

APART = Decimal(5)
SWEEP = {
    "right": ("confidently right", APART),
    "doubtful": ("doubtful", Decimal(0)),
    "wrong": ("confidently wrong", -APART),
}


def losses_of_sample(measure: Measure, call: Call, sample: Sample, *, sweep: bool = False) -> Outcome:
    """The losses of typed rows; of `sweep` those of predictions from right to wrong as well."""
    lines = [*each(measure, call, sample)]
    swept = tuple(swept_lines(measure, call, sample)) if sweep else ()
    width = len(sample.pred[0])
    classes = width if measure.takes.of_classes else None
    head = Head(measure.name, measure.quantity, None, sample.count, classes, call.convention(measure, "N"))
    notes = [*sample.notes]
    if swept:
        notes.append(f"by prediction: the logit of the true class {APART} above, level with, {APART} below the others")
    return concluded(call, report(head, lines, swept, notes))


def each(measure: Measure, call: Call, sample: Sample) -> Iterator[Line]:
    """A line for each loss, its value certified where it can be."""
    numbers = checked_values(sample, call.meaning, measure)
    truth = checked_truth(sample, measure, call.meaning)
    assert truth is not None
    target = distribution(truth, numbers.shape[1])
    for loss, meaning in Beside.all(call.meaning, numbers.shape[1], hard=hard(truth)):
        answer = of_sample(loss, replace(call, meaning=meaning, check=Check()), sample).answer
        assert isinstance(answer, WorkedAnswer | Report)
        assert isinstance(answer.value, float)
        with np.errstate(all="ignore"):
            slopes = Beside(loss, meaning).slopes(target, numbers) / float(loss.per(call.log.ln))
        gradient = tuple((slopes.mean(axis=0) + 0.0).tolist())
        error = next((fact.value for fact in answer.facts if fact.key == "standard_error"), math.nan)
        unit, steep = unit_of(loss, call.log.unit), float(steepness(slopes).mean())
        yield Line(loss.name, answer.value, unit, gradient, steep, error)


def swept_lines(measure: Measure, call: Call, sample: Sample) -> Iterator[Swept]:
    """The same truth, and predictions that are right, doubtful and wrong."""
    if sample.count > 1:
        raise InputError("several rows have no one true class", "--sweep", "give one row, or leave it out")
    meaning = replace(call.meaning, kind=InputKind.LOGITS, normalize=False)
    for key, (name, apart) in SWEEP.items():
        logits = predicted(sample, apart)
        pred = meaning.core(np.array([logits], dtype=np.float64))
        true = sample.labels[0] if sample.labelled else int(np.argmax(np.array(sample.target[0], dtype=np.float64)))
        at = pred.probs[0, true]
        if measure.takes.elementwise and sample.target[0][0] == 0:
            at = pred.complement[0, 0]
        moved = replace(sample, pred=(logits,))
        yield Swept(key, name, float(at), tuple(each(measure, replace(call, meaning=meaning), moved)))


def predicted(sample: Sample, apart: Decimal) -> tuple[Number, ...]:
    """Logits with the true class so far above the others."""
    zero = Decimal(0)
    if sample.labelled:
        return tuple(apart if k == sample.labels[0] else zero for k in range(len(sample.pred[0])))
    (target,) = sample.target
    if len(target) == 1:
        return (apart if target[0] else -apart,)
    true = max(range(len(target)), key=target.__getitem__)
    return tuple(apart if k == true else zero for k in range(len(target)))
