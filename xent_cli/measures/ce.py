"""Cross-entropy."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import p, q, w
from xent_cli.measures.loss import OfClasses, cross_entropy_of, divergence_of, entropy_of, perplexity_of, weighted
from xent_cli.measures.measure import Information, Shown, class_weights

if TYPE_CHECKING:
    from xent_cli.core.ce import Target
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction


class CrossEntropy(Information, OfClasses):
    """Cross-entropy of predictions against the truth: H(p,q) = -Σ p ln q; of a class, -ln q_c.

    xent ce 0 0.7,0.2,0.1

    xent ce dog 2,1,0.1 --logits --classes cat,dog,goldfish

    xent ce 0,2 '0.7,0.2,0.1; 0.1,0.1,0.8' --json
    """

    name, quantity = "ce", "cross-entropy"
    weighs_classes = True
    of_normals = "NormalCrossEntropy"
    target = p

    @property
    def perplexity(self) -> bool:
        return self.class_weight is None

    def textbook(self) -> Formula:
        return -Sum(weighted(p, self) * Ln(q))

    def equation(self) -> Equation:
        return Equation(cross_entropy_of(self.formula, p), self.formula)

    def kernel(self, target: "Target", pred: "Prediction") -> "Array":
        from xent_cli.core import ce

        return ce.value(target, pred, class_weights(self))

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import ce

        gradient = ce.gradient if to_logits else ce.gradient_by_probs
        return gradient(target, pred, class_weights(self))

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("p", p)
        if self.class_weight is not None:
            yield Shown("weight", w)
        yield Shown("q", q)
        yield Shown("log_q", Ln(q))
        yield Shown("term", -(weighted(p, self) * Ln(q)), summed=True)

    def steps(self) -> Iterable[Shown]:
        yield Shown("total", self.formula, "total")
        if self.class_weight is None:
            yield Shown("entropy", entropy_of(p), "entropy of p")
            yield Shown("divergence", divergence_of(p), "divergence")
            yield Shown("perplexity", perplexity_of(self.equation().left), "perplexity")

    def identities(self) -> Iterable[tuple[Formula, tuple[Formula, ...]]]:
        if self.class_weight is None:
            yield self.equation().left, (entropy_of(p), divergence_of(p))
