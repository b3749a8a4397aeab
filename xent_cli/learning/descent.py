"""One update of parameters, in either arithmetic: the gradient with its penalty, what is kept, where they go.

In float64, of arrays of any shape, that is

>>> import numpy as np
>>> from fractions import Fraction
>>> from xent_cli.choices import Method
>>> from xent_cli.learning.valued import in_floats
>>> descent = Descent(Optimizer(Method.MOMENTUM, Fraction(1, 10)), Penalty(l2=Fraction(1, 2)))
>>> weights, kept = np.array([1.0, -2.0]), descent.optimizer.beginning
>>> descent.updated(in_floats, weights, np.array([0.5, 0.5]), kept, 1)
(array([ 0.9 , -1.95]), {'v': array([ 1. , -0.5])})
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from xent_cli.formula.expression import Formula, plus
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Named
from xent_cli.learning.optimizers import SLOPE, Optimizer, Rule, w
from xent_cli.learning.penalties import Penalty
from xent_cli.learning.valued import Valued
from xent_cli.record import record

# What an optimizer keeps, by its letter.
Kept = Mapping[str, Any]


class Moved(NamedTuple):
    """Where parameters went, and all that was found on the way: the gradient, what is kept, what is made of it."""

    parameters: Any
    gradient: Any
    kept: Kept
    made: Kept


@record
class Descent:
    """An optimizer, and the penalty of the weights that it sees in the gradient."""

    optimizer: Optimizer
    penalty: Penalty = Penalty()

    @cached_property
    def of_weights(self) -> Rule:
        """What an update does to a weight."""
        return self.optimizer.rule(self.gradient)

    @cached_property
    def gradient(self) -> Named:
        """The slope by a weight, with that of the penalty."""
        return Named("g", plus(SLOPE, self.penalty.slope), indexed=False)

    @cached_property
    def gradient_of_bias(self) -> Named:
        """The slope by a bias."""
        return Named("g", SLOPE, indexed=False)

    @cached_property
    def of_bias(self) -> Rule:
        """What it does to a bias, which has no penalty, and does not decay."""
        return self.optimizer.rule(self.gradient_of_bias)

    def moved(self, rule: Rule, *, bias: bool) -> Formula:
        """Where a parameter goes."""
        return plus(w, rule.move) if bias else self.optimizer.moved(rule)

    def updated(
        self, valued: Valued, parameters: Any, slope: Any, kept: Kept, t: int, *, bias: bool = False
    ) -> tuple[Any, Kept]:
        """The parameters after their t-th update (from 1), and what is kept for the next, by its letter.

        `valued` is `in_floats`, or `in_decimals(count)`; `slope` is that of the loss without its penalty.
        """
        moved = self.worked(valued, parameters, slope, kept, t, bias=bias)
        return moved.parameters, moved.kept

    def worked(self, valued: Valued, parameters: Any, slope: Any, kept: Kept, t: int, *, bias: bool = False) -> Moved:
        """The same with what was found on the way."""
        rule, gradient = (self.of_bias, self.gradient_of_bias) if bias else (self.of_weights, self.gradient)
        a = valued({**self.constants, **kept, w.name: parameters, SLOPE.name: slope, "t": t})
        return Moved(
            a.each(self.moved(rule, bias=bias)),
            a.each(gradient),
            {name.parts[0].rstrip("'"): a.each(name) for name in rule.kept},
            {name.parts[0]: a.each(name) for name in rule.made},
        )

    @property
    def constants(self) -> Mapping[str, Any]:
        """All constants by their letters."""
        return {**self.optimizer.constants, **self.penalty.constants}

    def equations(self) -> tuple[Equation, ...]:
        """An update of a weight, line by line."""
        rule = self.of_weights
        moved = self.moved(rule, bias=False)
        named = (self.gradient, *rule.kept, *rule.made, Named(f"{w.name}'", moved, indexed=False))
        return tuple(Equation(name, name.means) for name in named)
