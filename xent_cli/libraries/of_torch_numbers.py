"""PyTorch's losses of scores and other numbers."""

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.libraries.of_torch import Torch
from xent_cli.libraries.rule import Rule, softmax
from xent_cli.measures.gaussian import Gaussian
from xent_cli.measures.hinge import Hinge
from xent_cli.measures.mse import MSE
from xent_cli.measures.problem import Problem

REALS = (InputKind.REALS,)
LEAST_VARIANCE = 1e-6


class GaussianLikelihood(Torch):
    """F.gaussian_nll_loss."""

    of, kinds = Gaussian, REALS
    differs = "½ ln 2π left out unless full=True; takes the variance, and none below 1e-6"

    @property
    def call(self) -> str:
        return self.function("F.gaussian_nll_loss(mean, y, variance")

    def losses(self) -> Array:
        knobs = self.problem.knobs
        given = np.asarray(knobs["v"] if "v" in knobs else np.asarray(knobs["σ"]) ** 2)
        variance = np.maximum(given, LEAST_VARIANCE)
        return np.asarray(0.5 * (np.log(variance) + (self.numbers - self.y) ** 2 / variance))


class HingeOfClasses(Torch):
    """F.multi_margin_loss."""

    of, kinds = Hinge, REALS
    differs = "the sum over the other classes divided by K"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return problem.labels is not None and not getattr(problem.measure, "nearest_alone", True)

    @property
    def call(self) -> str:
        margin = self.knob("margin")
        power = 2 if getattr(self.problem.measure, "squared", False) else 1
        return self.function(f"F.multi_margin_loss(s, y, p={power}, margin={margin:g}")

    def losses(self) -> Array:
        labels, s = self.problem.labels, self.numbers
        assert labels is not None
        own = np.take_along_axis(s, labels[:, np.newaxis], axis=-1)
        short = np.maximum((self.knob("margin") or 0.0) - own + s, 0.0) * (1 - self.y)
        terms = short**2 if getattr(self.problem.measure, "squared", False) else short
        return np.asarray(terms.sum(axis=-1) / s.shape[-1])


class SquaredError(Torch):
    """F.mse_loss."""

    of, kinds = MSE, (InputKind.REALS, InputKind.LOGITS)
    differs = "nothing but rounding: the mean over all numbers, of labels their one-hots"

    @property
    def call(self) -> str:
        return self.function(f"F.mse_loss({'z.softmax(-1)' if self.of_logits else 'pred'}, y")

    @property
    def of_logits(self) -> bool:
        """Whether a softmax comes first."""
        return self.problem.meaning.kind is InputKind.LOGITS

    def losses(self) -> Array:
        pred = softmax(self.numbers) if self.of_logits else self.numbers
        return np.asarray(((pred - self.y) ** 2).mean(axis=-1))

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return str(problem.reduction) == "mean"


RULES: tuple[type[Rule], ...] = (GaussianLikelihood, HingeOfClasses, SquaredError)
