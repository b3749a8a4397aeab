"""One call of a command: its operands and the groups of its options, and what follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xent_cli.core.units import LogBase
from xent_cli.inputs.sample import Classes
from xent_cli.meaning import Meaning
from xent_cli.measure import Measure
from xent_cli.options import Check, Output, Reduced, Reduction, Scored, Table, Target, Weights


@dataclass(frozen=True)
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

    @property
    def reduction(self) -> Reduction:
        """How rows become an answer."""
        return self.output.reduction if isinstance(self.output, Reduced) else Reduction.MEAN

    @cached_property
    def log(self) -> LogBase:
        """The base of the logarithm."""
        return LogBase.of(self.output.base)

    @property
    def scored(self) -> Scored:
        """The options of a table that is reduced; of another table these are not set."""
        return self.table if isinstance(self.table, Scored) else Scored()

    @property
    def names_columns(self) -> bool:
        """Whether an option says that the operands are one table."""
        table = self.table
        said = (self.target.target, table.pred, table.delimiter, table.no_header, table.row, table.skip_bad)
        return any(said) or any((self.scored.by, self.scored.worst, self.weights.ignore))

    def unit(self, measure: Measure) -> str | None:
        """The unit of the answer; None where it is no amount of information."""
        return self.log.unit if measure.in_units else None

    def convention(self, measure: Measure, denominator: str) -> Mapping[str, str | float | None]:
        """By which convention the answer is computed, without what does not apply."""
        meaning = self.meaning
        said: dict[str, str | float | None] = {"base": self.log.text} if measure.in_units else {}
        if measure.reduces:
            said["reduction"] = str(self.reduction)
            said["denominator"] = denominator
        said["input"] = str(meaning.kind)
        if meaning.eps is not None:
            said["eps"] = float(meaning.eps)
        if meaning.temperature != 1:
            said["temperature"] = float(meaning.temperature)
        if meaning.normalize:
            said["normalized"] = "each row rescaled to sum to 1"
        return said | dict(measure.knobs)
