"""What the predicted numbers mean, from the options: the same prediction in either arithmetic."""

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xent_cli.core import checks
from xent_cli.core.clamped import Clamped
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum
from xent_cli.core.predictions import BinaryLogits, Logits, LogProbs, Prediction, Probs
from xent_cli.inputs.literal import Number, read_number
from xent_cli.measures.weighting import is_factor
from xent_cli.options import Elements, Numbers, Scores
from xent_cli.record import record

if TYPE_CHECKING:
    from xent_cli.exact.arithmetic import Vector
    from xent_cli.exact.predictions import Prediction as ExactPrediction


_RANGE = f"{checks.LEAST:g} to {checks.MOST:g}"
_SMALLEST, _LARGEST = 2.3e-308, 1.7e308  # doubles with all their digits
# By whether each number stands for itself.
TARGET_REMEDY = {
    True: "a target is from 0 to 1: masks of 0 and 255, or labels -1 and 1, must be brought there first",
    False: "a target is a class, or a probability for each; --normalize rescales counts",
}


@record
class Meaning:
    """Of which kind the numbers are, and what is done to them before they are probabilities."""

    kind: InputKind
    temperature: Number = Fraction(1)
    normalize: bool = False
    eps: Number | None = None
    tolerance: float = 1e-3
    elementwise: bool = False
    is_target: bool = False

    @classmethod
    def of(cls, numbers: Elements, *, counts: bool = False) -> "Meaning":
        """Read the options; what contradicts itself is an InputError."""
        kinds = {
            InputKind.LOGITS: numbers.logits,
            InputKind.LOG_PROBS: numbers.log_probs,
            InputKind.COUNTS: counts,
        }
        said = [kind for kind, is_said in kinds.items() if is_said]
        if len(said) > 1:
            raise InputError(f"the numbers cannot be {said[0]} and {said[1]} at once", "", "say one of them")
        kind = said[0] if said else InputKind.PROBS
        temperature = positive("--temperature", numbers.temperature)
        if temperature != 1 and kind is not InputKind.LOGITS:
            raise InputError("a temperature divides logits", "--temperature", "say --logits if they are")
        normalize = isinstance(numbers, Numbers) and numbers.normalize
        if normalize and kind is InputKind.LOGITS:
            raise InputError("softmax rescales logits already", "--normalize", "leave it out")
        eps = None if numbers.eps is None else option_number("--eps", numbers.eps)
        if eps is not None and not (eps == 0 or _SMALLEST <= eps < 0.5):
            raise InputError(
                f"an epsilon of {numbers.eps}", "--eps", "give one from 0 to 0.5, no double below 2.3e-308"
            )
        if not 0 <= numbers.tolerance <= checks.MOST:
            raise InputError(
                f"a tolerance of {numbers.tolerance}", "--tolerance", f"give one from 0 to {checks.MOST:g}"
            )
        return cls(kind, temperature, normalize, eps, numbers.tolerance)

    @classmethod
    def logits(cls, scores: Scores) -> "Meaning":
        """Of a command that reads nothing but logits."""
        return cls(InputKind.LOGITS, positive("--temperature", scores.temperature))

    def of_target(self, *, elementwise: bool) -> "Meaning":
        """What the numbers of the truth mean beside these."""
        normalize = self.normalize and not elementwise
        return Meaning(InputKind.PROBS, Fraction(1), normalize, None, self.tolerance, elementwise, is_target=True)

    @property
    def checked_as(self) -> InputKind:
        """What each row must be: what --normalize rescales need not sum to 1 beforehand."""
        rescaled = {InputKind.PROBS: InputKind.COUNTS, InputKind.LOG_PROBS: InputKind.LOGITS}
        return rescaled.get(self.kind, self.kind) if self.normalize else self.kind

    def unusable(self, values: Array) -> NDArray[np.bool_] | None:
        """Which rows are not what they are said to be; None if all are."""
        if self.elementwise:
            return checks.unusable_elements(values, self.kind)
        return checks.unusable_rows(values, self.checked_as, self.tolerance)

    def kinds_of_unusable(self, values: Array) -> dict[str, NDArray[np.bool_]]:
        """The same, by what is wrong with them."""
        if self.elementwise:
            return checks.kinds_of_unusable_elements(values, self.kind)
        return checks.kinds_of_unusable(values, self.checked_as, self.tolerance)

    def why_unusable(self, row: Array) -> checks.Fault:
        """The words for such a row."""
        if self.elementwise:
            fault = checks.why_unusable_element(row, self.kind)
        else:
            fault = checks.why_unusable(row, self.checked_as, self.tolerance)
        if self.is_target and fault.entry is not None and not np.isnan(row[fault.entry]):
            fault = fault._replace(remedy=TARGET_REMEDY[self.elementwise])
        return fault

    def core(self, values: Array) -> Prediction:
        """The prediction in float64."""
        pred = self._core(values)
        return pred if self.eps is None else Clamped(pred, float(self.eps))

    def _core(self, values: Array) -> Prediction:
        match self.kind:
            case InputKind.LOGITS:
                scaled = values if self.temperature == 1 else self._cooled(values)
                return BinaryLogits(scaled) if self.elementwise else Logits(scaled)
            case InputKind.LOG_PROBS:
                return Logits(values) if self.normalize else LogProbs(values)
            case InputKind.COUNTS:
                return Probs(_shares(values))
            case InputKind.PROBS:
                return Probs(_shares(values) if self.normalize else values)

    def _cooled(self, values: Array) -> Array:
        """z/T; of a row whose largest leaves the doubles, its gaps to that, of which the same softmax is made."""
        z, temperature = values.astype(np.float64, copy=False), float(self.temperature)
        with np.errstate(over="ignore", invalid="ignore"):
            cooled = z / temperature
            if self.elementwise:
                return cooled
            largest = z.max(axis=-1, keepdims=True)
            return np.where(np.isinf(largest / temperature), (z - largest) / temperature, cooled)

    def exact(self, values: "Vector") -> "ExactPrediction":
        """The prediction in decimal arithmetic."""
        from xent_cli.exact.predictions import Clamped

        pred = self._exact(values)
        return pred if self.eps is None else Clamped(pred, self.eps)

    def _exact(self, values: "Vector") -> "ExactPrediction":
        from xent_cli.exact import predictions as exact

        match self.kind:
            case InputKind.LOGITS if self.elementwise:
                return exact.BinaryLogits(values, self.temperature)
            case InputKind.LOGITS:
                return exact.Logits(values, self.temperature)
            case InputKind.LOG_PROBS:
                return exact.Logits(values) if self.normalize else exact.LogProbs(values)
            case InputKind.COUNTS:
                return exact.Shares(values)
            case InputKind.PROBS:
                return exact.Shares(values) if self.normalize else exact.Probs(values)


def option_number(option: str, text: str) -> Number:
    """The number that an option was given."""
    try:
        return read_number(text)
    except InputError as error:
        raise InputError(error.what, option, "give a number") from None


def positive(option: str, text: str) -> Number:
    """The number above 0 that an option was given."""
    number = option_number(option, text)
    if not 0 < number < np.inf:
        raise InputError(f"{text} is out of range", option, "give a finite number above 0")
    if not _SMALLEST <= number <= _LARGEST:
        raise InputError(f"{text} is out of range", option, f"give a number from {_SMALLEST:g} to {_LARGEST:g}")
    return number


def factor(option: str, text: str) -> Number:
    """The number above 0 that multiplies losses."""
    number = positive(option, text)
    if not is_factor(number):
        raise InputError(f"{text} is out of range", option, f"give a number from {_RANGE}")
    return number


def from_0(option: str, text: str, high: float = np.inf) -> Number:
    """The number from 0 to `high` that an option was given."""
    number = option_number(option, text)
    if not 0 <= number <= high:
        bounds = "a number not below 0" if high == np.inf else f"a number from 0 to {high:g}"
        raise InputError(f"{text} is out of range", option, f"give {bounds}")
    if not is_factor(number):
        raise InputError(f"{text} is out of range", option, f"give 0, or a number from {_RANGE}")
    return number


def _shares(values: Array) -> Array:
    """Each row over its sum; what would sum to more than a double can hold is made smaller first."""
    numbers = values.astype(np.float64, copy=False)
    huge = numbers.max(axis=-1, keepdims=True) > checks.MOST
    numbers = np.where(huge, numbers * checks.LEAST, numbers) if huge.any() else numbers
    return np.asarray(numbers / compensated_sum(numbers)[..., np.newaxis])
