"""fairseq."""

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.libraries.rule import Rule, log_softmax
from xent_cli.measures.problem import Problem
from xent_cli.measures.smooth import Smooth


class SmoothedLikelihood(Rule):
    """label_smoothed_nll_loss."""

    library, version = "fairseq", "0.12.2"
    of, kinds = Smooth, (InputKind.LOGITS,)
    differs = "α/(K-1) on the others, as --smoothing others; the sum unless you divide"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return problem.labels is not None

    @property
    def call(self) -> str:
        divided = " / N" if self.reduction == "mean" else ""
        return f"label_smoothed_nll_loss(F.log_softmax(z, -1), y, {self.knob('alpha'):g})[0]{divided}"

    def losses(self) -> Array:
        labels, logs, alpha = self.problem.labels, log_softmax(self.numbers), self.knob("alpha") or 0.0
        assert labels is not None
        own = -np.take_along_axis(logs, labels[:, np.newaxis], axis=-1)[:, 0]
        each = alpha / (logs.shape[-1] - 1)
        return np.asarray((1.0 - alpha - each) * own - each * logs.sum(axis=-1))


RULES: tuple[type[Rule], ...] = (SmoothedLikelihood,)
