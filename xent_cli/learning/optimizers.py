"""Optimizers as formulas of one parameter: what they keep from update to update, and by how much they move it.

>>> from fractions import Fraction
>>> from xent_cli.formula.unicode import Unicode
>>> Unicode().write(Optimizer(Method.MOMENTUM, Fraction(1, 10)).rule(SLOPE).move)
"-η v'"
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from xent_cli.choices import Method, MomentumForm
from xent_cli.formula.expression import QUOTIENT, Formula, minus
from xent_cli.formula.functions import Root
from xent_cli.formula.symbols import Named, Symbol
from xent_cli.inputs.literal import Number
from xent_cli.record import record

if TYPE_CHECKING:
    from xent_cli.formula.notation import Notation

w, m, v, s, t = map(Symbol, "wmvst")
η, β, ρ, ε, δ = map(Symbol, "ηβρεδ")
β1, β2 = Symbol("β₁"), Symbol("β₂")


class Slope(Symbol):
    """The slope of the loss by a parameter: a number that comes from elsewhere."""

    rank = QUOTIENT

    def written(self, n: "Notation") -> str:
        return n.over(Symbol("∂L"), Symbol("∂w"))


SLOPE = Slope("∂L/∂w")


class Rule(NamedTuple):
    """What is kept, as its next value; what is made of it; and what is added to a parameter."""

    kept: tuple[Named, ...]
    made: tuple[Named, ...]
    move: Formula


@record
class Optimizer:
    """A way to move parameters, with its constants: the letters η β β₁ β₂ ρ ε δ."""

    method: Method
    rate: Number
    momentum: Number = Fraction(9, 10)
    rho: Number = Fraction(9, 10)
    beta1: Number = Fraction(9, 10)
    beta2: Number = Fraction(999, 1000)
    epsilon: Number = Fraction(1, 10**8)
    accumulator: Number = Fraction(0)
    decay: Number = Fraction(0)
    momentum_form: MomentumForm = MomentumForm.TORCH
    epsilon_inside: bool = False
    bias_correction: bool = True

    @property
    def constants(self) -> Mapping[str, Number]:
        """The constants by their letters."""
        return {
            "η": self.rate,
            "β": self.momentum,
            "β₁": self.beta1,
            "β₂": self.beta2,
            "ρ": self.rho,
            "ε": self.epsilon,
            "δ": self.decay,
        }

    @property
    def knobs(self) -> tuple[str, ...]:
        """Which constants it has beside its rate."""
        return KNOBS[self.method] + ("decay",) * bool(self.decay)

    def rule(self, g: Formula) -> Rule:
        """What an update by this gradient does."""
        return _RULES[self.method](self, g)

    def moved(self, rule: Rule) -> Formula:
        """Where a parameter goes."""
        start = w if not self.decay else (1 - η * δ) * w
        return start + rule.move

    @property
    def beginning(self) -> Mapping[str, Number]:
        """What is kept before the first update, by its letter: the same for each parameter."""
        start = self.accumulator if self.method is Method.ADAGRAD else Fraction(0)
        return dict.fromkeys(KEPT[self.method], start)

    def root(self, of: Formula) -> Formula:
        """√x + ε, or √(x + ε)."""
        return Root(of + ε) if self.epsilon_inside else Root(of) + ε


KEPT: Mapping[Method, str] = {
    Method.GD: "",
    Method.MOMENTUM: "v",
    Method.NESTEROV: "v",
    Method.ADAGRAD: "s",
    Method.RMSPROP: "s",
    Method.ADAM: "mv",
}
"""The letters of what each keeps."""


KNOBS: Mapping[Method, tuple[str, ...]] = {
    Method.GD: (),
    Method.MOMENTUM: ("momentum", "momentum_form"),
    Method.NESTEROV: ("momentum", "momentum_form"),
    Method.ADAGRAD: ("epsilon", "epsilon_inside", "accumulator"),
    Method.RMSPROP: ("rho", "epsilon", "epsilon_inside"),
    Method.ADAM: ("beta1", "beta2", "epsilon", "epsilon_inside", "bias_correction"),
}
"""The constants of each, beside its rate and the decay."""


def after(of: Symbol, means: Formula) -> Named:
    """The next value of what is kept."""
    return Named(f"{of.name}'", means, indexed=False)


def _gd(o: Optimizer, g: Formula) -> Rule:
    return Rule((), (), -(η * g))


def _momentum(o: Optimizer, g: Formula) -> Rule:
    """Polyak's velocity is a move; torch's is a gradient, which the rate makes a move."""
    if o.momentum_form is MomentumForm.POLYAK:
        velocity = after(v, β * v - η * g)
        return Rule((velocity,), (), velocity)
    velocity = after(v, β * v + g)
    return Rule((velocity,), (), -(η * velocity))


def _nesterov(o: Optimizer, g: Formula) -> Rule:
    """The gradient is taken as that of the point looked ahead to, where the parameters stand (Bengio et al. 2013)."""
    (velocity,), made, _ = _momentum(o, g)
    if o.momentum_form is MomentumForm.POLYAK:
        return Rule((velocity,), made, β * velocity - η * g)
    return Rule((velocity,), made, -(η * (g + β * velocity)))


def _adagrad(o: Optimizer, g: Formula) -> Rule:
    squares = after(s, s + g**2)
    return Rule((squares,), (), minus(η * g / o.root(squares)))


def _rmsprop(o: Optimizer, g: Formula) -> Rule:
    squares = after(s, ρ * s + (1 - ρ) * g**2)
    return Rule((squares,), (), minus(η * g / o.root(squares)))


def _adam(o: Optimizer, g: Formula) -> Rule:
    mean = after(m, β1 * m + (1 - β1) * g)
    squares = after(v, β2 * v + (1 - β2) * g**2)
    if not o.bias_correction:
        return Rule((mean, squares), (), minus(η * mean / o.root(squares)))
    mean_hat = Named("m̂", mean / (1 - β1**t), indexed=False)
    squares_hat = Named("v̂", squares / (1 - β2**t), indexed=False)
    return Rule((mean, squares), (mean_hat, squares_hat), minus(η * mean_hat / o.root(squares_hat)))


_RULES: Mapping[Method, Callable[[Optimizer, Any], Rule]] = {
    Method.GD: _gd,
    Method.MOMENTUM: _momentum,
    Method.NESTEROV: _nesterov,
    Method.ADAGRAD: _adagrad,
    Method.RMSPROP: _rmsprop,
    Method.ADAM: _adam,
}
