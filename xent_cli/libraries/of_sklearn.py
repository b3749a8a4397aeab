"""scikit-learn, and what Kaggle scored by: scikit-learn as it was before 1.2."""

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.libraries.rule import EPS, Rule, labelled, margin_of_1, symmetric, xlogy
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.brier import BinaryBrier, Brier
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.hinge import BinaryHinge, Hinge
from xent_cli.measures.mse import ElementMSE
from xent_cli.measures.problem import Problem

PROBS, REALS = (InputKind.PROBS,), (InputKind.REALS,)


class Sklearn(Rule):
    """What is scikit-learn's."""

    library, version, sample_weights = "sklearn", "1.9.1", True

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        samples = not problem.elementwise or problem.values.shape[1] == 1
        return str(problem.reduction) == "mean" and labelled(problem) and samples

    def function(self, arguments: str) -> str:
        """A call, with the weights of the samples."""
        return f"{arguments}, sample_weight=s)" if self.problem.weighting.weighs_rows else f"{arguments})"


class LogLossOfClasses(Sklearn):
    """log_loss of K columns."""

    of, kinds = CrossEntropy, PROBS
    differs = "clipped to [2.2e-16, 1 - 2.2e-16]: never more than 36.04; nothing is rescaled"

    @property
    def call(self) -> str:
        return self.function("log_loss(y, q, labels=range(K)")

    def losses(self) -> Array:
        return -np.asarray(xlogy(self.y, np.clip(self.numbers, EPS, 1 - EPS)).sum(axis=-1))


class LogLoss(Sklearn):
    """log_loss of one column."""

    of, kinds = BinaryCrossEntropy, PROBS
    differs = "clipped to [2.2e-16, 1 - 2.2e-16]: never more than 36.04"
    least = EPS

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return super().takes(problem) and symmetric(problem)

    @property
    def call(self) -> str:
        return self.function("log_loss(y, q, labels=[0, 1]")

    def losses(self) -> Array:
        y, q = self.y, self.numbers
        rest, own = (np.clip(x, self.least, 1 - self.least) for x in (1 - q, q))
        return -(xlogy(1 - y, rest) + xlogy(y, own))


class KaggleLogLoss(LogLoss):
    """What Kaggle scored by: the same, clipped to 1e-15."""

    library, version = "kaggle", "scikit-learn 1.1.3"
    differs = "clipped to [1e-15, 1 - 1e-15]: never more than 34.54; what Kaggle scored by, and scikit-learn before 1.2"
    least = 1e-15

    def losses(self) -> Array:
        q = np.clip(self.numbers, self.least, 1 - self.least)
        both = 1 - q + q
        return -(xlogy(1 - self.y, (1 - q) / both) + xlogy(self.y, q / both))


class KaggleLogLossOfClasses(LogLossOfClasses):
    """The same of K columns, which were rescaled after clipping."""

    library, version = "kaggle", "scikit-learn 1.1.3"
    differs = "clipped to [1e-15, 1 - 1e-15], then rescaled to sum to 1: what Kaggle scored by"

    def losses(self) -> Array:
        q = np.clip(self.numbers, 1e-15, 1 - 1e-15)
        return -np.asarray(xlogy(self.y, q / q.sum(axis=-1, keepdims=True)).sum(axis=-1))


class BrierOfClasses(Sklearn):
    """brier_score_loss of K columns."""

    of, kinds = Brier, PROBS
    differs = "halved where there are two columns (scale_by_half='auto')"

    @property
    def call(self) -> str:
        return self.function("brier_score_loss(y, q, labels=range(K)")

    def losses(self) -> Array:
        squares = ((self.y - self.numbers) ** 2).sum(axis=-1)
        return np.asarray(squares / 2 if self.numbers.shape[-1] < 3 else squares)


class BrierOfColumn(Sklearn):
    """brier_score_loss of one column."""

    of, kinds = BinaryBrier, PROBS
    differs = "nothing but rounding"

    @property
    def call(self) -> str:
        return self.function("brier_score_loss(y, q")

    def losses(self) -> Array:
        return np.asarray((self.y - self.numbers) ** 2)


class HingeOfClasses(Sklearn):
    """hinge_loss of K columns."""

    of, kinds = Hinge, REALS
    differs = "the nearest class alone (Crammer-Singer), margin 1"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        wide = problem.values.shape[1] > 2  # of two columns it takes one score
        return super().takes(problem) and wide and margin_of_1(problem)

    @property
    def call(self) -> str:
        return self.function("hinge_loss(y, s, labels=range(K)")

    def losses(self) -> Array:
        own = self.numbers[self.y == 1]
        nearest = np.where(self.y == 1, -np.inf, self.numbers).max(axis=-1)
        return np.asarray(np.maximum(1.0 - (own - nearest), 0.0))


class HingeOfColumn(Sklearn):
    """hinge_loss of one column."""

    of, kinds = BinaryHinge, REALS
    differs = "the larger label is 1 and the other -1, as here, where there are both"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        both = problem.target is not None and len(np.unique(problem.target > 0)) == 2
        one_column = problem.values.shape[1] == 1 and str(problem.reduction) == "mean"
        return both and one_column and margin_of_1(problem)

    @property
    def call(self) -> str:
        return self.function("hinge_loss(y, s")

    def losses(self) -> Array:
        return np.maximum(1.0 - np.where(self.y > 0, 1.0, -1.0) * self.numbers, 0.0)


class SquaredErrorOfColumn(Sklearn):
    """mean_squared_error."""

    of, kinds = ElementMSE, REALS
    differs = "nothing but rounding"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return str(problem.reduction) == "mean" and problem.values.shape[1] == 1

    @property
    def call(self) -> str:
        return self.function("mean_squared_error(y, pred")

    def losses(self) -> Array:
        return np.asarray((self.y - self.numbers) ** 2)


RULES: tuple[type[Rule], ...] = (
    LogLossOfClasses,
    LogLoss,
    BrierOfClasses,
    BrierOfColumn,
    HingeOfClasses,
    HingeOfColumn,
    SquaredErrorOfColumn,
    KaggleLogLoss,
    KaggleLogLossOfClasses,
)
