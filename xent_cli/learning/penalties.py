"""Penalties on weights, L1 and L2: what they add to the loss, and to the slope by each weight; never on a bias."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from xent_cli.choices import SquaredForm
from xent_cli.formula.expression import ZERO, Formula, Number, plus
from xent_cli.formula.functions import Absolute, Sign, Sum
from xent_cli.formula.symbols import Symbol
from xent_cli.inputs import literal
from xent_cli.learning.optimizers import w
from xent_cli.learning.valued import Valued
from xent_cli.record import record

λ1, λ2 = Symbol("λ₁"), Symbol("λ₂")


@record
class Penalty:
    """λ₁ Σ|w| + λ₂/2 Σ w², or λ₂ Σ w²."""

    l1: literal.Number = Fraction(0)
    l2: literal.Number = Fraction(0)
    l2_form: SquaredForm = SquaredForm.HALF

    @property
    def constants(self) -> Mapping[str, literal.Number]:
        """The strengths by their letters."""
        return {"λ₁": self.l1, "λ₂": self.l2}

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self.l1 or self.l2)

    @property
    def formula(self) -> Formula:
        """What is added to the loss: a sum over all weights."""
        of_1 = λ1 * Sum(Absolute(w)) if self.l1 else ZERO
        of_2 = {SquaredForm.HALF: λ2 / Number(2), SquaredForm.FULL: λ2}[self.l2_form] * Sum(w**2)
        return plus(of_1, of_2 if self.l2 else ZERO)

    @property
    def slope(self) -> Formula:
        """Its derivative by a weight; of |w| at 0, where there is none, 0."""
        of_1 = λ1 * Sign(w) if self.l1 else ZERO
        of_2 = λ2 * w if self.l2_form is SquaredForm.HALF else 2 * λ2 * w
        return plus(of_1, of_2 if self.l2 else ZERO)

    def value(self, valued: Valued, weights: Any) -> Any:
        """What is added to the loss; in float64 of weights laid end to end."""
        return valued({**self.constants, w.name: weights}).one(self.formula)
