"""Entropy."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Functional, K, Named, Prob
from xent_cli.measures.loss import perplexity_of
from xent_cli.measures.measure import Information, Shown
from xent_cli.measures.takes import Alone

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.formula.arithmetic import Arithmetic

P = Prob("p", True)
TERM = -(P * Ln(P))


class Entropy(Information):
    """How uncertain a distribution is: H(p) = -Σ p ln p.

    xent entropy 0.5,0.25,0.25 --base 2

    xent entropy 9,5 --counts

    echo 1/2,1/2 | xent entropy -q

    xent entropy 'N(0, sd=2)'
    """

    name, quantity = "entropy", "entropy"
    takes, operands = Alone, "P"
    kinds = (InputKind.PROBS, InputKind.LOG_PROBS, InputKind.LOGITS, InputKind.COUNTS)
    reduces = perplexity = True
    of_normals = "NormalEntropy"

    def textbook(self) -> Formula:
        return -Sum(P * Ln(P))

    def equation(self) -> Equation:
        return Equation(Functional("H", (P,), self.formula), self.formula)

    def value(self, a: "Arithmetic") -> Any:
        return a.one(self.formula)

    def kernel(self, target: None, pred: "Prediction") -> "Array":
        from xent_cli.core import entropy

        return entropy.value(pred)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("p", P)
        yield Shown("log_p", Ln(P))
        yield Shown("term", TERM, summed=True)

    def steps(self) -> Iterable[Shown]:
        whole = Named("H", self.formula, indexed=False)
        yield Shown("total", self.formula, "total")
        yield Shown("most", Ln(K), "the most it could be")
        yield Shown("share", whole / Ln(K), "share of that")
        yield Shown("perplexity", perplexity_of(whole), "effective number of classes")
