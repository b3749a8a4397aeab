"""What was typed for an update -> matrices that fit one another; one that does not is an error that names the other."""

from collections.abc import Sequence

from xent_cli.choices import WeightsBy
from xent_cli.core.errors import InputError, counted
from xent_cli.inputs.literal import Number, Rows, read_rows
from xent_cli.learning.options import Given

LARGEST = 10**150


def matrix(option: str, text: str) -> Rows:
    """Rows of one length, of finite numbers."""
    try:
        rows = read_rows(text)
    except InputError as error:
        raise InputError(error.what, option, error.remedy or "type numbers, rows parted by ;") from None
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            what = f"row {number} has {counted(len(row), 'number')}, the first has {len(rows[0])}"
            raise InputError(what, option, "give rows of one length")
        if not all(-LARGEST < x < LARGEST for x in row):
            raise InputError(f"row {number} has a number that is not finite, or too large", option, "mend it")
    return rows


def vector(option: str, text: str) -> tuple[Number, ...]:
    """One row, or a column."""
    rows = matrix(option, text)
    if len(rows) > 1 and len(rows[0]) > 1:
        raise InputError(f"{len(rows)} rows where one is due", option, "give one row")
    return tuple(x for row in rows for x in row)


def transposed(rows: Sequence[Sequence[Number]]) -> Rows:
    """Columns as rows."""
    return tuple(zip(*rows, strict=True))


def weights_of(given: Given) -> Rows:
    """W with a row for each class."""
    assert given.weights is not None
    typed = matrix("--weights", given.weights)
    return typed if given.weights_by is WeightsBy.CLASS else transposed(typed)


def inputs_of(given: Given, weights: Rows) -> Rows:
    """The features, as many as a row of W."""
    assert given.inputs is not None
    inputs, width = matrix("--inputs", given.inputs), len(weights[0])
    if len(inputs[0]) == width:
        return inputs
    what = f"{counted(len(inputs[0]), 'number')} a row, where --weights has {width} for each class"
    if len(inputs[0]) == len(weights):
        raise InputError(what, "--inputs", turned(given))
    if width == 1 or len(inputs) == width:
        raise InputError(what, "--inputs", "a row is parted by commas, and rows by ;")
    raise InputError(what, "--inputs", "give as many")


def turned(given: Given) -> str:
    """What to say where rows and columns seem to be exchanged."""
    if given.weights_by is WeightsBy.CLASS:
        return "if the rows of --weights are inputs, say --weights-by input"
    return "if the rows of --weights are classes, leave out --weights-by input"


def bias_of(given: Given, weights: Rows) -> tuple[Number, ...]:
    """A number for each class; nothing where there is none."""
    if given.bias is None:
        return ()
    bias = vector("--bias", given.bias)
    if len(bias) != len(weights):
        rows = {WeightsBy.CLASS: "rows", WeightsBy.INPUT: "columns"}[given.weights_by]
        what = f"{counted(len(bias), 'number')}, where --weights has {len(weights)} {rows}, one for each class"
        if len(bias) == len(weights[0]):
            raise InputError(what, "--bias", turned(given))
        raise InputError(what, "--bias", "give as many")
    return bias


def gradients_of(given: Given, weights: Rows) -> tuple[tuple[Number, ...], ...]:
    """The gradient of each update, as long as the parameters: one for all, or one for each."""
    assert given.gradient is not None
    rows, size = matrix("--gradient", given.gradient), sum(map(len, weights))
    if given.weights_by is WeightsBy.INPUT and len(rows) == len(weights[0]):
        rows = transposed(rows)
    if (len(rows), len(rows[0])) == (len(weights), len(weights[0])):
        return (tuple(x for row in rows for x in row),) * given.updates
    if len(weights) > 1 or len(rows[0]) != size:
        shape = " × ".join(map(str, (len(rows), len(rows[0]))))
        what = f"the gradient is {shape}, where --weights is {len(weights)} × {len(weights[0])}"
        raise InputError(what, "--gradient", "give a number for each weight")
    if given.updates not in (1, len(rows)):
        what = f"{len(rows)} gradients for {given.updates} updates"
        raise InputError(what, "--gradient", "give one for each update, or one for all")
    return rows
