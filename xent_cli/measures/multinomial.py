"""Multinomial likelihood of counts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln, LnFactorial, Product, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Functional, Named, Symbol, q
from xent_cli.measures.loss import OfClasses
from xent_cli.measures.measure import Information, Shown
from xent_cli.measures.takes import Counted

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.formula.arithmetic import Arithmetic

n = Symbol("n", True)
TOTAL = Named("N", Sum(n), indexed=False)
SHARE = Named("p", n / TOTAL)
ALL, EACH, CROSSED = LnFactorial(TOTAL), Sum(LnFactorial(n)), -Sum(n * Ln(q))
COEFFICIENT = Named("C", ALL - EACH, indexed=False)


class Multinomial(Information, OfClasses):
    """-ln of the likelihood of counts: -ln(N!/Π n_k! · Π q_k^n_k); its Σ n ln q is cross-entropy.

    xent multinomial 3,1,0 0.5,0.3,0.2

    xent multinomial 0,1,0 2,1,0.1 --logits --base 2
    """

    name, quantity, operands = "multinomial", "multinomial negative log-likelihood", "COUNTS PROBS"
    takes, truth, target = Counted, InputKind.WHOLE, n
    sums_to_1 = False

    @classmethod
    def beside_others(cls, *, hard: bool) -> bool:
        return False

    def textbook(self) -> Formula:
        return EACH - ALL - Sum(n * Ln(q))

    def equation(self) -> Equation:
        return Equation(Named("NLL", self.formula, indexed=False), self.formula, (Equation(TOTAL, TOTAL.means),))

    def kernel(self, target: "Array | None", pred: "Prediction") -> "Array":
        from xent_cli.core import multinomial

        assert target is not None
        return multinomial.value(target, pred)

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import multinomial

        gradient = multinomial.gradient if to_logits else multinomial.gradient_by_probs
        return gradient(target, pred)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("count", n, summed=True)
        yield Shown("share", SHARE, symbol=n / TOTAL)
        yield Shown("q", q)
        yield Shown("log_q", Ln(q))
        yield Shown("crossed", -(n * Ln(q)), summed=True)
        yield Shown("log_factorial", LnFactorial(n), summed=True)

    def steps(self) -> Iterable[Shown]:
        yield Shown("product", Product(q**n), "likelihood of one order")
        yield Shown("crossed", CROSSED, "its -ln")
        yield Shown("all", ALL, "orders of all, logarithm")
        yield Shown("each", EACH, "orders within the classes, logarithm")
        yield Shown("coefficient", COEFFICIENT, "logarithm of the coefficient", ALL - EACH)
        yield Shown("total", self.formula, "total")

    def identities(self) -> Iterable[tuple[Formula, tuple[Formula, ...]]]:
        yield CROSSED, (TOTAL * Functional("H", (SHARE, q), -Sum(SHARE * Ln(q))),)

    def remarks(self, a: "Arithmetic", letter: str) -> Iterable[str]:
        yield "p = n/N: what the data ask of the probabilities is the cross-entropy, N times"
        yield f"the coefficient has no {letter} in it: it does not move the optimum, {letter} = n/N"
