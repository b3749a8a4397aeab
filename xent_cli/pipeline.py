"""The whole journey: operands -> rows -> values -> worked row or report -> verdict."""

from collections.abc import Callable
from typing import Any

from xent_cli.call import Call
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.inputs.literal import Rows, with_points
from xent_cli.inputs.operand import Files, Literal, Operand, as_typed, read_operands
from xent_cli.inputs.sample import Sample, as_samples, prediction_rows
from xent_cli.inputs.target import Cells, alone, beside, cells_of, names_in
from xent_cli.measures.measure import Measure
from xent_cli.measures.takes import Alone, Classes, Truth
from xent_cli.outcome import Outcome
from xent_cli.typed.mixture import of_several, several
from xent_cli.typed.rows import of_sample, row_alone


def solve(
    measure: Measure,
    call: Call,
    of_typed: Callable[[Measure, Call, Sample], Outcome] = of_sample,
    of_opened: Callable[[Measure, Call, Any], Outcome] | None = None,
) -> Outcome:
    """Carry out a call: on typed rows, or on a table; what comes of either is the measure's value unless said so."""
    if tokens := several(measure, call):
        return of_several(measure, call, tokens)
    names = measure.takes.operands
    words = issubclass(measure.takes, Classes | Truth)
    if issubclass(measure.takes, Truth) and call.classes.count == 1:
        raise InputError("smoothing shares between classes, and there is only one", "--classes", "give two or more")
    operands = read_operands(call.operands, names, one_table=call.names_columns, words=words)
    if not (call.names_columns or call.of_tables):
        operands = [typed_if_short(operand, name, call) for operand, name in zip(operands, names, strict=False)]
    elif len(operands) == 2 and isinstance(operands[1], Files) and not call.table.delimiter:
        operands[0] = typed_if_short(operands[0], names[0], call)  # the options of tables are for PRED
    literals = [operand for operand in operands if isinstance(operand, Literal)]
    for literal in literals:
        if not cells_of(literal, call.classes.names):
            raise InputError("there is no number in it", literal.name, "write 0.7,0.2,0.1, or name a file")
    if len(literals) == len(operands):
        if call.of_tables:
            raise InputError("is for tables, and these rows were typed", call.of_tables, "leave it out, or name a file")
        sample = row_alone(call, sample_of(measure, call, literals, names))
        try:
            return of_typed(*call.fitted(measure, len(sample.pred[0])), sample)
        except InputError as error:
            raise perhaps_with_commas(error, literals) from None
    from xent_cli.tables.rows import of_pair, of_table, outcome

    match operands:
        case [Files() as table]:
            return of_table(measure, call, table, of_opened or outcome)
        case [target, pred]:
            return of_pair(measure, call, target, pred, of_opened or outcome)
    raise AssertionError(operands)


def perhaps_with_commas(error: InputError, literals: list[Literal]) -> InputError:
    """The error of a typed number; where it may have had a decimal comma, with that for a remedy."""
    at_fault = [literal for literal in literals if error.where.split(",")[0] == literal.name]
    meant = with_points(at_fault[0].text) if at_fault else None
    return InputError(error.what, error.where, f"if the commas are decimal commas, write {meant}") if meant else error


def typed_if_short(operand: Operand, name: str, call: Call) -> Operand:
    """A file or pipe that is one row of numbers, or of names of classes, is worked like a typed one."""
    if isinstance(operand, Literal):
        return operand
    return as_typed(operand, name) or names_in(operand, name, call.classes) or operand


def sample_of(measure: Measure, call: Call, literals: list[Literal], names: tuple[str, ...]) -> Sample:
    """The typed rows of the operands."""
    if len(literals) < len(names):
        raise InputError("the second operand is missing", "", "give both, or one table with --target COLUMN")
    if issubclass(measure.takes, Truth):
        return alone(literals[0], call.classes, call.weights.ignore)
    pred = prediction_rows(literals[-1], call.classes)
    width = len(pred[0])
    if issubclass(measure.takes, Alone):
        elementwise = measure.takes.elementwise
        return Sample(as_samples(pred)) if elementwise else Sample(pred, names=call.classes.called(width))
    form = measure.fitted(width)
    binary_too = measure.of_one_column is not None and issubclass(form.takes, Classes)
    cells = cells_of(literals[0], call.classes.names)
    if binary_too and call.meaning.kind is InputKind.PROBS and are_samples(cells, pred):
        what = "the numbers of the one row do not sum to 1, and each stands beside a 0 or a 1"
        raise InputError(what, "PRED", "put ; between samples of a binary label, as in '1;0' '0.9;0.2'")
    return beside(literals[0], literals[1], form.takes.target, call.classes, call.weights.ignore)


def are_samples(target: Cells, pred: Rows) -> bool:
    """Whether what was typed as one row of classes looks like samples of a binary label."""
    labels = [cell for row in target for cell in row]
    alike = len(pred) == 1 and len(labels) == len(pred[0]) and set(labels) == {"0", "1"}
    return alike and abs(sum(map(float, pred[0])) - 1) > 0.1 and labels.count("1") > 1
