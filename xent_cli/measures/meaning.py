"""What the predicted numbers mean, from the options: the same prediction in either arithmetic."""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xent_cli.core import checks
from xent_cli.core.clamped import Clamped
from xent_cli.core.cooled import BinaryCooled, Cooled
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import LEAST, MOST, InputKind
from xent_cli.core.numerics import Array, compensated_sum
from xent_cli.core.predictions import BinaryLogits, Logits, LogProbs, Prediction, Probs
from xent_cli.inputs.literal import Number
from xent_cli.measures.knobs import SMALLEST, option_number, positive
from xent_cli.options import Countable, Elements, Numbers, Scores
from xent_cli.record import record

if TYPE_CHECKING:
    from xent_cli.exact.arithmetic import Vector
    from xent_cli.exact.predictions import Prediction as ExactPrediction


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
    truth: InputKind = InputKind.PROBS
    may_be_counts: bool = False  # --counts would say so

    @classmethod
    def of(
        cls,
        numbers: Elements,
        *,
        plain: InputKind = InputKind.PROBS,
        truth: InputKind = InputKind.PROBS,
        counts: bool = False,
    ) -> "Meaning":
        """Read the options: the numbers are `plain` unless they say otherwise; contradictions are an InputError."""
        kinds = {
            InputKind.LOGITS: numbers.logits,
            InputKind.LOG_PROBS: numbers.log_probs,
            InputKind.COUNTS: counts,
        }
        said = [kind for kind, is_said in kinds.items() if is_said]
        if len(said) > 1:
            raise InputError(f"the numbers cannot be {said[0]} and {said[1]} at once", "", "say one of them")
        kind = said[0] if said else plain
        temperature = positive("--temperature", numbers.temperature)
        if temperature != 1 and kind is not InputKind.LOGITS:
            raise InputError(
                "only logits are divided by a temperature", "--temperature", "if the numbers are logits, say --logits"
            )
        normalize = isinstance(numbers, Numbers) and numbers.normalize
        if normalize and kind is InputKind.LOGITS:
            raise InputError("softmax rescales logits already", "--normalize", "leave it out")
        if kind is InputKind.REALS and (normalize or numbers.eps is not None):
            option = "--normalize" if normalize else "--eps"
            raise InputError("these are numbers, not probabilities", option, "leave it out, or say --logits")
        eps = None if numbers.eps is None else option_number("--eps", numbers.eps)
        if eps is not None and not (eps == 0 or SMALLEST <= eps < 0.5):
            remedy = "give 0, or a number from 2.3e-308 to below 0.5"
            raise InputError(f"{numbers.eps} is out of range", "--eps", remedy)
        if not 0 <= numbers.tolerance <= MOST:
            remedy = f"give a number from 0 to {MOST:g}"
            raise InputError(f"{numbers.tolerance} is out of range", "--tolerance", remedy)
        countable = isinstance(numbers, Countable) and kind is InputKind.PROBS
        return cls(kind, temperature, normalize, eps, numbers.tolerance, truth=truth, may_be_counts=countable)

    @classmethod
    def logits(cls, scores: Scores) -> "Meaning":
        """Of a command that reads nothing but logits."""
        return cls(InputKind.LOGITS, positive("--temperature", scores.temperature))

    def of_target(self, *, elementwise: bool) -> "Meaning":
        """What the numbers of the truth mean beside these."""
        normalize = self.normalize and not elementwise and self.truth is InputKind.PROBS
        return Meaning(self.truth, Fraction(1), normalize, None, self.tolerance, elementwise, is_target=True)

    def of_scores(self, truth: InputKind) -> "Meaning":
        """The same numbers as scores, beside a truth of this kind."""
        return replace(self, kind=InputKind.REALS, temperature=Fraction(1), truth=truth)

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
        probs = self.is_target and self.kind is InputKind.PROBS
        if probs and fault.entry is not None and not np.isnan(row[fault.entry]):
            fault = fault._replace(remedy=TARGET_REMEDY[self.elementwise])
        if self.may_be_counts and (row >= 0).all() and (row % 1 == 0).all():
            fault = fault._replace(remedy="if these are counts, say --counts")
        return fault

    def core(self, values: Array) -> Prediction:
        """The prediction in float64."""
        pred = self._core(values)
        return pred if self.eps is None else Clamped(pred, float(self.eps))

    def _core(self, values: Array) -> Prediction:
        match self.kind:
            case InputKind.LOGITS:
                if self.temperature != 1:
                    return (BinaryCooled if self.elementwise else Cooled)(values, self.temperature)
                return (BinaryLogits if self.elementwise else Logits)(values)
            case InputKind.LOG_PROBS:
                return Logits(values) if self.normalize else LogProbs(values)
            case InputKind.COUNTS:
                return Probs(_shares(values))
            case InputKind.PROBS if self.normalize:
                return Probs(_shares(values))
        return Probs(values)

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
            case InputKind.PROBS if self.normalize:
                return exact.Shares(values)
        return exact.Probs(values)


def _shares(values: Array) -> Array:
    """Each row over its sum; what would sum to more than a double can hold is made smaller first."""
    numbers = values.astype(np.float64, copy=False)
    huge = numbers.max(axis=-1, keepdims=True) > MOST
    if huge.any():
        numbers = np.where(huge, numbers * LEAST, numbers)
    return np.asarray(numbers / compensated_sum(numbers)[..., np.newaxis])
