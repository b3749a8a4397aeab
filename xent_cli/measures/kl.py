"""Kullback-Leibler divergence."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xent_cli.answers.worked import Remark
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Functional, p, q
from xent_cli.measures.loss import OfClasses, cross_entropy_of, divergence_of, entropy_of
from xent_cli.measures.measure import Information, Shown
from xent_cli.measures.takes import Distributions

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.formula.arithmetic import Arithmetic

CROSSED = cross_entropy_of(-Sum(p * Ln(q)), p)
REVERSE = Functional("D", (q, p), Sum(q * Ln(q / p)), "‖")


class Divergence(Information, OfClasses):
    """How far q is from p: D(p‖q) = Σ p ln(p/q), p true and q predicted.

    xent kl 0.5,0.3,0.2 0.7,0.2,0.1

    xent kl 1/2,1/2 0.9,0.1 --base 2 -q

    xent kl 'N(0, sd=1)' 'N(1, sd=2)'
    """

    name, quantity = "kl", "KL divergence"
    takes, operands = Distributions, "P Q"
    target = p
    of_normals = "NormalDivergence"

    @classmethod
    def beside_others(cls, *, hard: bool) -> bool:
        return not hard  # of one class it is the cross-entropy

    def textbook(self) -> Formula:
        return Sum(p * Ln(p / q))

    def equation(self) -> Equation:
        return Equation(divergence_of(p), self.formula)

    def kernel(self, target: "Array", pred: "Prediction") -> "Array":
        from xent_cli.core import kl
        from xent_cli.core.predictions import Probs

        return kl.value(Probs(target), pred)

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import kl
        from xent_cli.core.predictions import Probs

        gradient = kl.gradient if to_logits else kl.gradient_by_probs
        return gradient(Probs(target), pred)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("p", p)
        yield Shown("q", q)
        yield Shown("ratio", p / q)
        yield Shown("log_ratio", Ln(p / q))
        yield Shown("term", p * Ln(p / q), summed=True)

    def steps(self) -> Iterable[Shown]:
        yield Shown("total", self.formula, "total")
        yield Shown("reverse", REVERSE, "the other direction")
        yield Shown("entropy", entropy_of(p), "entropy of p")
        yield Shown("cross_entropy", CROSSED, "cross-entropy")

    def identities(self) -> Iterable[tuple[Formula, tuple[Formula, ...]]]:
        yield CROSSED, (entropy_of(p), divergence_of(p))

    def remarks(self, a: "Arithmetic", letter: str) -> Iterable[Remark]:
        total, reverse = float(a.one(self.formula)), float(a.one(REVERSE))
        if reverse != total:
            yield Remark((f"the other direction is another number: D({letter}‖p) = ", reverse))
        if total < 0:
            gap = float(a.one(Sum(p - q)))
            said = "below 0 only because the sums of p and q differ by "
            yield Remark((said, gap, "; --normalize rescales both"))
