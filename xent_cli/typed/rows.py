"""Typed rows -> what comes of them: checked, weighed, answered and held against what was claimed."""

from dataclasses import replace

from xent_cli.answers.answer import Head, Value
from xent_cli.call import Call
from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError
from xent_cli.inputs.labels import Labels
from xent_cli.inputs.literal import Number
from xent_cli.inputs.sample import Sample
from xent_cli.inputs.target import labels_of
from xent_cli.measures.measure import Measure
from xent_cli.measures.problem import Answer, Problem, checked_truth, checked_values
from xent_cli.measures.weighting import BALANCED, balanced, class_weights, weighting
from xent_cli.outcome import Outcome
from xent_cli.typed.answer import answer


def of_sample(measure: Measure, call: Call, sample: Sample, labels: Labels | None = None) -> Outcome:
    """What comes of typed rows; `labels` where they are from a table, and its columns have names."""
    meaning = call.meaning
    values = checked_values(sample, meaning, measure)
    doubts = call.doubts(measure, values)
    sample = replace(sample, notes=(*sample.notes, *doubts))
    truth = checked_truth(sample, measure, meaning)
    measure = measure.beside(*values.shape)
    by_class = of_classes(call, sample, labels)
    if by_class is not None:
        measure = measure.reweighted(by_class)
    each = weighting(measure, sample.count, sample.labels, by_class, call.scored.sample_weight)
    pred = meaning.core(values)
    problem = Problem(measure, meaning, sample, call.reduction, call.log, each, values, pred, truth)
    classes = values.shape[1] if measure.takes.of_classes else None
    convention = call.convention(measure, each.said)
    head = Head(measure.name, measure.quantity, call.unit(measure), len(values), classes, convention)
    found = answer(problem, head)
    if call.library is not None:
        from xent_cli.typed.libraries import as_library

        return replace(concluded(call, as_library(problem, found, call.library)), doubts=doubts)
    return replace(concluded(call, found, problem.but(answer=flat(found.value))), doubts=doubts)


def row_alone(call: Call, sample: Sample) -> Sample:
    """The row that --row asks for."""
    number = call.table.row
    if number is None:
        return sample
    if number > sample.count:
        raise InputError(f"there are only {sample.count} rows", "--row", "ask for an earlier row")
    one = slice(number - 1, number)
    notes = (f"row {number} of {sample.count}", *sample.notes)
    return replace(sample, pred=sample.pred[one], target=sample.target[one], labels=sample.labels[one], notes=notes)


def of_classes(call: Call, sample: Sample, labels: Labels | None) -> tuple[Number, ...] | None:
    """The class weights of typed rows, where there are any."""
    text, classes = call.weights.class_weight, len(sample.pred[0])
    if text is None:
        return None
    if text != BALANCED:
        matched = labels or labels_of(classes, call.classes)
        return class_weights(text, classes, lambda name: matched.known(name, "--class-weight"))
    if not sample.labelled:
        raise InputError("to balance classes needs labels", "--class-weight", "give weights, or labels as TARGET")
    return balanced(sample.labels, classes)


def flat(value: Value) -> Answer:
    """The answer as a number, or as numbers laid end to end."""
    if isinstance(value, float):
        return value
    return tuple(x for row in value for x in (row if isinstance(row, tuple) else (row,)))
