"""Inputs and targets as typed -> the batch that parameters are taught, with what each row counts for."""

from collections.abc import Sequence
from fractions import Fraction

from xent_cli.choices import Reduction
from xent_cli.core.errors import InputError, counted
from xent_cli.inputs.literal import Number, Rows
from xent_cli.inputs.operand import Literal
from xent_cli.inputs.sample import Classes
from xent_cli.inputs.target import labels_of, read
from xent_cli.learning.matrices import inputs_of
from xent_cli.learning.of_options import loss
from xent_cli.learning.options import Aim, Given
from xent_cli.learning.step import Batch
from xent_cli.measures.weighting import BALANCED, balanced, class_weights, weighting

# How far a distribution may be from 1.
TOLERANCE = Fraction(1, 1000)


def batch_of(given: Given, aim: Aim, weights: Rows) -> Batch:
    """The batch."""
    inputs, classes = inputs_of(given, weights), Classes.of(given.classes, given.one_based)
    width = max(len(weights), 2)  # one row tells two classes apart
    if classes.count not in (None, width):
        what = f"{classes.count} classes, where --weights has {len(weights)} rows"
        raise InputError(what, "--classes", f"name {width} of them")
    if given.target is None:
        raise InputError("what the inputs belong to is not said", "--target", "give a class for each row")
    labels, target = targets(given.target, classes, len(weights), len(inputs))
    lost = loss(aim, len(weights))
    by_class = None if given.class_weight is None else of_classes(given.class_weight, labels, classes, width)
    if by_class is not None and len(weights) > 1:
        lost = lost.reweighted(by_class)
    elif by_class is not None and not labels:
        raise InputError("soft targets belong to no one class", "--class-weight", "leave it out")
    each = weighting(lost, len(inputs), labels, by_class, given.sample_weight)
    counts = each.denominators if by_class is not None and len(weights) == 1 else each.weights
    if given.reduction is Reduction.NONE:
        raise InputError("an update is of one loss", "--reduction none", "take their mean or sum")
    if given.reduction is Reduction.SUM:
        return Batch(lost, inputs, target, counts)
    denominator = whole(each.denominators)
    said = "N" if each.said == "N elements" else each.said
    return Batch(lost, inputs, target, counts, denominator, said)


def targets(text: str, classes: Classes, rows: int, count: int) -> tuple[tuple[int, ...], Rows]:
    """The labels (none where targets are soft), and the targets as rows: one-hot, or of one column."""
    try:
        if rows == 1:
            return of_one(text, classes, count)
        labelled = labels_of(rows, classes)
        found = read(Literal("TARGET", text), "classes", labelled, lambda asked: asked == count)
    except InputError as error:
        raise InputError(error.what, error.where.replace("TARGET", "--target"), error.remedy) from None
    given = found.labels or found.rows
    if len(given) != count:
        what = f"{counted(len(given), 'target')}, where --inputs has {counted(count, 'row')}"
        raise InputError(what, "--target", "give one for each row")
    if found.labels:
        return found.labels, tuple(one_hot(label, rows) for label in found.labels)
    for number, row in enumerate(found.rows, 1):
        if len(row) != rows:
            what = f"row {number} has {counted(len(row), 'number')}, where --weights has {rows} classes"
            raise InputError(what, "--target", "give a class, or a probability for each")
        if not all(0 <= y < 2 for y in row) or abs(whole(row) - 1) > TOLERANCE:
            what = f"row {number} is no distribution"
            raise InputError(what, "--target", "give probabilities that sum to 1, or one class a row")
    return (), found.rows


def of_one(text: str, classes: Classes, count: int) -> tuple[tuple[int, ...], Rows]:
    """Targets of one row of weights: for each row of inputs 0 or 1, or a probability of 1."""
    literal = Literal("TARGET", text)
    cells = [cell for row in literal.cells for cell in row]
    if classes.names or classes.one_based:
        found = read(literal, "classes", labels_of(2, classes), lambda asked: asked == count).labels
        listed: tuple[Number, ...] = tuple(map(Fraction, found))
    else:
        listed = tuple(number for row in literal.rows for number in row)
    if len(listed) != count:
        what = f"{counted(len(cells), 'target')}, where --inputs has {counted(count, 'row')}"
        raise InputError(what, "--target", "give one for each row")
    for number in listed:
        if not 0 <= number <= 1:
            what = f"{float(number):.15g} is not from 0 to 1"
            raise InputError(what, "--target", "one row of --weights tells 0 from 1; a softmax has a row a class")
    hard = tuple(int(y) for y in listed if y in (0, 1))
    return hard if len(hard) == count else (), tuple((y,) for y in listed)


def whole(numbers: Sequence[Number]) -> Fraction:
    """Their sum."""
    return sum((Fraction(number) for number in numbers), Fraction(0))


def one_hot(label: int, classes: int) -> tuple[Number, ...]:
    """1 at the label."""
    return tuple(Fraction(k == label) for k in range(classes))


def of_classes(text: str, labels: Sequence[int], classes: Classes, width: int) -> tuple[Number, ...]:
    """The weight of each class."""
    if text != BALANCED:
        matched = labels_of(width, classes)
        return class_weights(text, width, lambda name: matched.known(name, "--class-weight"))
    if not labels:
        raise InputError("to balance classes needs labels", "--class-weight", "give weights, or labels as --target")
    return balanced(labels, width)
