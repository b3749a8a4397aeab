"""Typed rows -> what comes of them: checked, weighed, answered and held against what was claimed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from xent_cli.call import Call
from xent_cli.conclusion import concluded
from xent_cli.core.answer import Head
from xent_cli.core.errors import InputError
from xent_cli.inputs.literal import Number
from xent_cli.inputs.sample import Sample, label_of
from xent_cli.measures.measure import Measure
from xent_cli.measures.weighting import BALANCED, balanced, class_weights, weighting
from xent_cli.outcome import Outcome
from xent_cli.typed.answer import answer
from xent_cli.typed.problem import Problem, checked_target, checked_values

if TYPE_CHECKING:
    from xent_cli.verify import problem as verify


def of_sample(measure: Measure, call: Call, sample: Sample) -> Outcome:
    """What comes of typed rows."""
    meaning = call.meaning
    values = checked_values(sample, meaning, measure.truth)
    doubts = call.doubts(measure, values)
    sample = replace(sample, notes=(*sample.notes, *doubts))
    target = checked_target(sample, measure.truth, meaning)
    by_class = of_classes(call, sample)
    if by_class is not None:
        measure = measure.reweighted(by_class)
    each = weighting(measure, sample.count, sample.labels, by_class, call.scored.sample_weight)
    problem = Problem(measure, meaning, sample, call.reduction, call.log, each, by_class, values, target)
    classes = None if meaning.elementwise else values.shape[1]
    head = Head(
        measure.command, measure.quantity, call.unit(measure), len(values), classes, call.convention(measure, each.said)
    )
    found = answer(problem, head)

    def for_diagnosis() -> "verify.Problem":
        from xent_cli.typed.diagnosable import diagnosable

        return diagnosable(problem, found.value)

    return replace(concluded(call, found, for_diagnosis), doubts=doubts)


def of_classes(call: Call, sample: Sample) -> tuple[Number, ...] | None:
    """The class weights of typed rows, where there are any."""
    text, classes = call.weights.class_weight, len(sample.pred[0])
    if text is None:
        return None
    if text != BALANCED:
        return class_weights(text, classes, lambda name: label_of(name, call.classes, classes))
    if not sample.labelled:
        raise InputError("to balance classes needs labels", "--class-weight", "give weights, or labels as TARGET")
    return balanced(sample.labels, classes)
