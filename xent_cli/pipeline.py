"""The whole journey: operands -> rows -> values -> worked row or report -> verdict."""

from xent_cli.call import Call
from xent_cli.conclusion import concluded
from xent_cli.core.answer import Head
from xent_cli.core.errors import InputError
from xent_cli.inputs.literal import Number
from xent_cli.inputs.operand import Files, Literal, Operand, as_typed, read_operands
from xent_cli.inputs.sample import Sample, label_of, prediction_rows, target_rows, with_classes, with_numbers
from xent_cli.measure import Measure, Truth
from xent_cli.outcome import Outcome
from xent_cli.problem import Problem, checked_target, checked_values
from xent_cli.typed import answer as typed_answer
from xent_cli.weighting import BALANCED, balanced, class_weights, weighting


def solve(measure: Measure, call: Call) -> Outcome:
    """Carry out a call: on typed rows, or on a table."""
    names = {Truth.NONE: ("P",), Truth.ITSELF: ("TARGET",)}.get(measure.truth, ("TARGET", "PRED"))
    words = measure.truth in (Truth.CLASSES, Truth.ITSELF)
    read = read_operands(call.operands, names, one_table=call.names_columns, words=words)
    operands = [
        operand if call.names_columns else typed_if_short(operand, name)
        for operand, name in zip(read, names, strict=False)
    ]
    literals = [operand for operand in operands if isinstance(operand, Literal)]
    if len(literals) == len(operands):
        sample = sample_of(measure, call, literals, names)
        return of_sample(*call.fitted(measure, len(sample.pred[0])), sample)
    from xent_cli.scored import of_pair, of_table

    match operands:
        case [Files() as table]:
            return of_table(measure, call, table)
        case [target, pred]:
            return of_pair(measure, call, target, pred)
    raise AssertionError(operands)


def typed_if_short(operand: Operand, name: str) -> Operand:
    """A file or pipe that is one row of numbers is worked like a typed vector."""
    return (as_typed(operand, name) or operand) if isinstance(operand, Files) else operand


def sample_of(measure: Measure, call: Call, literals: list[Literal], names: tuple[str, ...]) -> Sample:
    """The typed rows of the operands."""
    if len(literals) < len(names):
        raise InputError(f"{names[-1]} is missing", "", f"give both: {' '.join(names)}")
    if measure.truth is Truth.ITSELF:
        return target_rows(literals[0], call.classes)
    pred = prediction_rows(literals[-1], call.classes)
    if measure.truth is Truth.NONE:
        return Sample(pred, names=call.classes.names)
    if measure.truth is Truth.CLASSES and not (measure.by_width and len(pred[0]) == 1):
        return with_classes(literals[0], pred, call.classes)
    return with_numbers(literals[0], pred)


def of_sample(measure: Measure, call: Call, sample: Sample) -> Outcome:
    """What comes of typed rows."""
    meaning = call.meaning
    values = checked_values(sample, meaning)
    target = checked_target(sample, measure.truth, meaning)
    by_class = of_classes(call, sample)
    if by_class is not None:
        measure = measure.reweighted(by_class)
    each = weighting(measure, sample.count, sample.labels, by_class, call.scored.sample_weight)
    problem = Problem(measure, meaning, sample, call.reduction, call.log, each, by_class, values, target)
    rows = values.size if meaning.elementwise else len(values)
    classes = None if meaning.elementwise else values.shape[1]
    head = Head(
        measure.command, measure.quantity, call.unit(measure), rows, classes, call.convention(measure, each.said)
    )
    return concluded(call, typed_answer(problem, head), problem)


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
