"""One call of a command: its operands and the groups of its options, and what follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Any

from xent_cli.checking import Check
from xent_cli.choices import Library, Reduction
from xent_cli.core.checks import unusable_rows
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.log_base import LogBase
from xent_cli.core.numerics import Array
from xent_cli.drawing import Drawing
from xent_cli.inputs.sample import Classes
from xent_cli.measures.meaning import Meaning
from xent_cli.measures.measure import Measure
from xent_cli.measures.takes import Alone
from xent_cli.options import (
    Cluster,
    Countable,
    Elements,
    Elsewhere,
    Given,
    Labels,
    Output,
    Reduced,
    Scored,
    Scores,
    Table,
    Target,
    Weights,
)
from xent_cli.record import record

ARE_PROBS = "every row is a distribution, though --logits was said: if these are probabilities, leave it out"
LOOSE = 0.1  # a tolerance from which a sum tells nothing


@record
class Call:
    """What the user asked for, apart from the measure."""

    operands: Sequence[str]
    meaning: Meaning
    table: Table
    output: Output
    check: Check
    classes: Classes = field(default_factory=Classes)
    target: Target = field(default_factory=Target)
    weights: Weights = field(default_factory=Weights)
    library: Library | None = None
    cluster: Cluster = field(default_factory=Cluster)
    drawing: Drawing = field(default_factory=Drawing)

    @property
    def reduction(self) -> Reduction:
        """How rows become an answer."""
        return self.reduction_asked or Reduction.MEAN

    @property
    def reduction_asked(self) -> Reduction | None:
        """The same, if the user said so."""
        return self.output.reduction if isinstance(self.output, Reduced) else None

    @property
    def by_row(self) -> "Call":
        """The same call with an answer for each row."""
        if not isinstance(self.output, Reduced):
            return self
        return replace(self, output=replace(self.output, reduction=Reduction.NONE))

    @cached_property
    def log(self) -> LogBase:
        """The base of the logarithm."""
        return LogBase.of(self.output.base)

    @property
    def scored(self) -> Scored:
        """The options of a table that is reduced; of another table these are not set."""
        return self.table if isinstance(self.table, Scored) else Scored()

    @property
    def value_alone(self) -> bool:
        """Whether nothing but the value of a table is asked for: what stands beside it need not be computed."""
        beside = (self.weights.class_weight, self.scored.by, self.scored.worst, self.drawing.asked)
        return self.output.quiet and self.check.expect is None and not any(beside)

    @property
    def names_columns(self) -> bool:
        """Whether an option says that the operands are one table."""
        return any((self.target.target, self.table.pred, self.scored.by))

    @property
    def of_tables(self) -> str | None:
        """An option that was given and has no meaning for typed rows."""
        table = self.table
        said = {
            "--delimiter": table.delimiter,
            "--comment": table.comment,
            "--no-header": table.no_header,
            "--skip-bad": table.skip_bad,
            "--id": table.id,
            "--worst": self.scored.worst,
        }
        return next((option for option, value in said.items() if value), self.cluster.asked)

    def sums_to_1(self, measure: Measure) -> bool:
        """Whether each row of PRED must, so that a column which does not belong there shows."""
        meaning = self.meaning
        summed = meaning.kind in (InputKind.PROBS, InputKind.LOG_PROBS) and not meaning.normalize
        return summed and not measure.takes.elementwise and meaning.tolerance < LOOSE

    def doubts(self, measure: Measure, values: Array) -> tuple[str, ...]:
        """What is strange about rows that are said to be logits: all of them are distributions."""
        meaning = self.meaning
        said = meaning.kind is InputKind.LOGITS and (measure.reduces or not issubclass(measure.takes, Alone))
        if not said or meaning.elementwise or values.shape[1] < 2:
            return ()
        # One look at the first row spares nearly every table one at all of them.
        odd = all(unusable_rows(rows, InputKind.PROBS) is None for rows in (values[:1], values))
        return (ARE_PROBS,) if odd else ()

    def fitted(self, measure: Measure, width: int) -> "tuple[Measure, Call]":
        """The measure in its form for PRED of so many columns, and the call with what that form makes of them."""
        form = measure.fitted(width)
        if form.takes.elementwise and self.meaning.normalize:
            raise InputError("each number stands for itself here", "--normalize", "leave it out")
        meaning = replace(self.meaning, elementwise=form.takes.elementwise, truth=form.subject.truth)
        return form, replace(self, meaning=meaning)

    def unit(self, measure: Measure) -> str | None:
        """The unit of the answer; None where it is no amount of information."""
        return measure.unit(self.log.unit)

    def convention(self, measure: Measure, denominator: str) -> Mapping[str, Any]:
        """By which convention the answer is computed, without what does not apply."""
        meaning = self.meaning
        said: dict[str, Any] = {"base": self.log.text} if measure.has_base else {}
        if measure.reduces or measure.shared:
            said["reduction"] = str(self.reduction)
            if self.reduction is Reduction.MEAN:
                said["denominator"] = denominator
        said["input"] = str(meaning.kind)
        if meaning.eps is not None:
            said["eps"] = float(meaning.eps)
        if meaning.temperature != 1:
            said["temperature"] = float(meaning.temperature)
        if meaning.normalize:
            said["normalized"] = "each row rescaled to sum to 1"
        return said | dict(measure.said)


def called(
    measure: type[Measure],
    operands: Sequence[str] | None,
    numbers: Given,
    labels: Labels | None = None,
    elsewhere: Elsewhere | None = None,
    **groups: Any,
) -> Call:
    """The call of a measure's command: what its options say, read."""
    counts = isinstance(numbers, Countable) and numbers.counts
    match numbers:
        case Elements():
            meaning = Meaning.of(numbers, plain=measure.kinds[0], truth=measure.truth, counts=counts)
        case Scores():
            meaning = Meaning.logits(numbers)
        case _:
            meaning = Meaning(measure.kinds[0], truth=measure.truth)
    if meaning.kind not in measure.kinds:
        raise InputError(f"{measure.name} takes numbers as they are", f"--{meaning.kind}", "leave it out")
    if labels is not None:
        groups["classes"] = Classes.of(labels.classes, labels.one_based)
    if elsewhere is not None:
        groups["library"] = elsewhere.library
    return Call(operands or [], meaning, **groups)
