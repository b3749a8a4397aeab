"""What rows and classes count for: the mean is Σ s·loss / Σ d, and every report says what d is."""

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cached_property

from xent_cli.core.errors import InputError
from xent_cli.core.kinds import LEAST, MOST
from xent_cli.inputs.literal import Number, read_number, read_rows
from xent_cli.measures.knobs import is_factor
from xent_cli.measures.measure import Measure
from xent_cli.record import record

BALANCED = "balanced"
FACTOR_REMEDY = f"a weight is 0, or from {LEAST:g} to {MOST:g}"


@record
class Weighting:
    """What each row of a typed problem counts for in the sum and in the denominator, and that in words."""

    weights: tuple[Number, ...]
    denominators: tuple[Number, ...]
    said: str

    @cached_property
    def weighs_rows(self) -> bool:
        """Whether rows count unlike one another."""
        return {*self.weights} != {1}


def denominator(measure: Measure, *, by_row: bool, by_label: bool) -> str:
    """The denominator in words."""
    if by_label:
        return "Σ s·w of the labels" if by_row else "Σ w of the labels"
    return "Σ s" if by_row else measure.takes.counted


def weighting(
    measure: Measure, count: int, labels: Sequence[int], by_class: Sequence[Number] | None, sample_weight: str | None
) -> Weighting:
    """The weights of typed rows; the measure carries the class weights on its terms already."""
    weights = (Fraction(1),) * count if sample_weight is None else _sample_weights(sample_weight, count)
    said = denominator(measure, by_row=sample_weight is not None, by_label=by_class is not None and bool(labels))
    denominators = weights
    if by_class is not None and labels:
        denominators = tuple(Fraction(s) * Fraction(by_class[k]) for s, k in zip(weights, labels, strict=True))
    if not any(denominators):
        raise InputError("no row counts: the weights sum to 0", remedy="give at least one row a weight above 0")
    return Weighting(weights, denominators, said)


def _sample_weights(text: str, count: int) -> tuple[Number, ...]:
    """A typed list of weights, one for each row."""
    try:
        weights = tuple(weight for row in read_rows(text) for weight in row)
    except InputError as error:
        raise InputError(error.what, "--sample-weight", "give a weight for each row, such as 1,2,1") from None
    if len(weights) != count:
        raise InputError(f"{len(weights)} weights for {count} rows", "--sample-weight", "give a weight for each row")
    for number, weight in enumerate(weights, 1):
        if not is_factor(weight):
            raise InputError("cannot be a weight", f"--sample-weight, number {number}", FACTOR_REMEDY)
    return weights


def class_weights(text: str, classes: int, position: Callable[[str], int]) -> tuple[Number, ...]:
    """`1,2,5` in the order of the classes, or `cat=1,dog=2` where a class not named counts 1."""
    cells = [cell.strip() for cell in text.split(",")]
    try:
        if not any("=" in cell for cell in cells):
            weights = [read_number(cell) for cell in cells]
            if len(weights) != classes:
                what = f"{len(weights)} weights for {classes} classes"
                raise InputError(what, "", "give one for each class, or name them: cat=2")
        else:
            weights = [Fraction(1)] * classes
            for name, _, weight in (cell.rpartition("=") for cell in cells):
                weights[position(name.strip())] = read_number(weight)
    except InputError as error:
        raise InputError(error.what, "--class-weight", error.remedy or "give 1,2,5 or cat=1,dog=2") from None
    if not all(map(is_factor, weights)) or not any(weights):
        raise InputError(f"'{text}' cannot be class weights", "--class-weight", f"{FACTOR_REMEDY}, and not all are 0")
    return tuple(weights)


def balanced(labels: Sequence[int], classes: int) -> tuple[Number, ...]:
    """N / (K n_c) for the K classes seen: each gets the same say."""
    seen = Counter(labels)
    return tuple(Fraction(len(labels), len(seen) * seen[k]) if seen[k] else Fraction(0) for k in range(classes))
