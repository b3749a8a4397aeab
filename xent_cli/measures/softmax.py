"""Softmax and sigmoid: what makes probabilities of logits."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import ONE, Formula
from xent_cli.formula.functions import Exp, Largest, NaturalLn, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Named, Symbol, q, z, ŷ
from xent_cli.measures.measure import Plain, Shown
from xent_cli.measures.takes import Alone, ElementsAlone

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.formula.arithmetic import Arithmetic

MAXIMUM = Named("m", Largest(z), indexed=False)
SHIFTED = z - MAXIMUM
EXPONENTIALS = Named("S", Sum(Exp(SHIFTED)), indexed=False)
LOGIT = Symbol("z")

# What is shown of logits wherever a softmax is taken of them.
OPENING = (Shown("logit", z), Shown("shifted", SHIFTED), Shown("exponential", Exp(SHIFTED)))
STEPS = (
    Shown("largest", MAXIMUM, "largest logit", Equation(MAXIMUM, MAXIMUM.means)),
    Shown("exponentials", EXPONENTIALS, "sum of exponentials", Equation(EXPONENTIALS, EXPONENTIALS.means)),
    Shown("logsumexp", MAXIMUM + NaturalLn(EXPONENTIALS), "log-sum-exp"),
)


class Softmax(Plain):
    """Logits to probabilities: ŷ_k = e^(z_k-m) / Σ e^(z_j-m), m the largest.

    xent softmax 2,1,0.1

    xent softmax 1000,1001,1002 -q
    """

    name, quantity = "softmax", "softmax"
    takes, operands = Alone, "LOGITS"
    kinds = (InputKind.LOGITS,)
    reduces = False

    def textbook(self) -> Formula:
        return q

    def equation(self) -> Equation:
        return Equation(q, Exp(SHIFTED) / Sum(Exp(SHIFTED)), (Equation(MAXIMUM, MAXIMUM.means),))

    def value(self, a: "Arithmetic") -> Any:
        return a.each(self.formula)

    def kernel(self, target: None, pred: "Prediction") -> "Array":
        return pred.probs

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("probability", q)
        yield Shown("log_probability", NaturalLn(q))

    def steps(self) -> Iterable[Shown]:
        yield Shown("sum", Sum(q), "sum of the probabilities")


class Sigmoid(Plain):
    """A logit to a probability, element by element: ŷ = 1 / (1 + e^-z).

    xent sigmoid 2.5

    xent sigmoid -1,0,1 -q
    """

    name, quantity = "sigmoid", "sigmoid"
    takes, operands = ElementsAlone, "LOGITS"
    kinds = (InputKind.LOGITS,)
    reduces = False

    def textbook(self) -> Formula:
        return ŷ

    def equation(self) -> Equation:
        return Equation(ŷ, 1 / (ONE + Exp(-LOGIT)))

    def value(self, a: "Arithmetic") -> Any:
        return a.each(self.formula)

    def kernel(self, target: None, pred: "Prediction") -> "Array":
        return pred.probs

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("exponential", Exp(-LOGIT))
        yield Shown("complement", 1 - ŷ)
        yield Shown("probability", ŷ)
