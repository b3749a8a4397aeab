"""The whole journey: operands -> rows -> values -> worked row or report -> verdict."""

from xent_cli.call import Call
from xent_cli.core.errors import InputError
from xent_cli.inputs.operand import Files, Literal, Operand, as_typed, read_operands
from xent_cli.inputs.sample import Sample, prediction_rows, target_rows, with_classes, with_numbers
from xent_cli.measures.measure import Measure, Truth
from xent_cli.outcome import Outcome
from xent_cli.typed.rows import of_sample


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
    from xent_cli.tables.rows import of_pair, of_table

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
