"""An update by another rule: a formula with a part exchanged, a constant turned, another penalty."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from xent_cli.choices import Method, MomentumForm, SquaredForm
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Root
from xent_cli.formula.symbols import Named
from xent_cli.learning.descent import Descent
from xent_cli.learning.optimizers import Rule, m, s, v, β, β1, β2, η, ρ
from xent_cli.learning.penalties import Penalty
from xent_cli.record import record


class Otherwise(NamedTuple):
    """What was done instead."""

    name: str
    formula: str
    remedy: str
    descent: Descent


@record
class Exchanged(Descent):
    """A descent whose rule has parts exchanged for others; of the last step alone, or of all of it."""

    old: Formula = m
    new: Formula = m
    last_step_alone: bool = False

    def _otherwise(self, rule: Rule) -> Rule:
        move = rule.move.but(self.old, self.new)
        if self.last_step_alone:
            return rule._replace(move=move)
        kept, made = (tuple(with_part(x, self.old, self.new) for x in part) for part in (rule.kept, rule.made))
        return Rule(kept, made, move)

    @cached_property
    def of_weights(self) -> Rule:
        return self._otherwise(self.optimizer.rule(self.gradient))

    @cached_property
    def of_bias(self) -> Rule:
        return self._otherwise(self.optimizer.rule(self.gradient_of_bias))


class Everywhere(Descent):
    """A descent that penalises the bias too."""

    @cached_property
    def gradient_of_bias(self) -> Named:
        return self.gradient

    def moved(self, rule: Rule, *, bias: bool) -> Formula:
        return self.optimizer.moved(rule)


def with_part(named: Named, old: Formula, new: Formula) -> Named:
    """What has a name, with a part of its meaning exchanged."""
    return Named(named.parts[0], named.means.but(old, new), indexed=False)


def rules(descent: Descent) -> Iterator[Otherwise]:
    """Of the penalty, and of the optimizer."""
    yield from of_penalty(descent)
    optimizer = descent.optimizer
    match optimizer.method:
        case Method.MOMENTUM | Method.NESTEROV:
            yield from of_velocity(descent)
        case Method.ADAGRAD | Method.RMSPROP:
            yield from of_squares(descent)
        case Method.ADAM:
            yield from of_adam(descent)
    if optimizer.method is not Method.GD:
        plain = Descent(replace(optimizer, method=Method.GD), descent.penalty)
        yield Otherwise("plain gradient descent", "w - η g", f"use {optimizer.method}'s rule", plain)


def of_penalty(descent: Descent) -> Iterator[Otherwise]:
    """λ for 2λ, none, on the bias too."""
    optimizer, penalty = descent.optimizer, descent.penalty
    if penalty.l2:
        half = penalty.l2_form is SquaredForm.HALF
        right, wrong = ("λ w", "2λ w") if half else ("2λ w", "λ w")
        form = SquaredForm.FULL if half else SquaredForm.HALF
        other = Descent(optimizer, replace(penalty, l2_form=form))
        yield Otherwise(f"the slope of the L2 penalty as {wrong}", f"g = ∂L/∂w + {wrong}", f"here it is {right}", other)
        opposite = Descent(optimizer, replace(penalty, l2=-Fraction(penalty.l2)))
        yield Otherwise("the penalty's slope subtracted", f"g = ∂L/∂w - {right}", "add it", opposite)
    if penalty.l1 and penalty.l2:
        for name, alone in (("L1", replace(penalty, l2=Fraction(0))), ("L2", replace(penalty, l1=Fraction(0)))):
            yield Otherwise(f"the {name} penalty alone", "one of the two", "add both", Descent(optimizer, alone))
    if penalty.l1:
        as_l2 = Penalty(l2=penalty.l1)
        yield Otherwise("λ w for λ sign(w)", "g = ∂L/∂w + λ w", "|w| has the slope 1 or -1", Descent(optimizer, as_l2))
    if penalty.any:
        none = Descent(optimizer)
        yield Otherwise("the penalty left out", "g = ∂L/∂w", "add the penalty's slope", none)
        everywhere = Everywhere(optimizer, penalty)
        yield Otherwise("the bias penalised too", "g = ∂L/∂b + λ b", "a bias has no penalty", everywhere)
    if optimizer.decay:
        coupled = Descent(replace(optimizer, decay=Fraction(0)), replace(penalty, l2=optimizer.decay))
        remedy = "decoupled decay multiplies the weights by 1 - η δ, outside the gradient"
        yield Otherwise("the decay put into the gradient", "g = ∂L/∂w + δ w", remedy, coupled)
        none = Descent(replace(optimizer, decay=Fraction(0)), penalty)
        yield Otherwise("the decay left out", "w", remedy, none)
        unscaled = Fraction(optimizer.decay) / Fraction(optimizer.rate)
        without = Descent(replace(optimizer, decay=unscaled), penalty)
        yield Otherwise("the decay without the rate", "(1 - δ) w", remedy, without)
        yield Otherwise("the bias decayed too", "(1 - η δ) b", "a bias does not decay", Everywhere(optimizer, penalty))


def of_velocity(descent: Descent) -> Iterator[Otherwise]:
    """1 - β where there is none, the other form, the other method."""
    optimizer = descent.optimizer
    g, right = descent.gradient, "v' = β v + g"
    if optimizer.momentum_form is MomentumForm.TORCH:
        averaged = Exchanged(optimizer, descent.penalty, β * v + g, β * v + (1 - β) * g)
        yield Otherwise("the gradient weighed with 1 - β", "v' = β v + (1-β) g", f"here {right}", averaged)
        opposite = Exchanged(optimizer, descent.penalty, β * v + g, β * v - g)
        yield Otherwise("the sign within the velocity", "v' = β v - g", f"here {right}", opposite)
    else:
        averaged = Exchanged(optimizer, descent.penalty, η * g, (1 - β) * (η * g))
        yield Otherwise("the gradient weighed with 1 - β", "v' = β v - (1-β) η g", "here v' = β v - η g", averaged)
    form = MomentumForm.POLYAK if optimizer.momentum_form is MomentumForm.TORCH else MomentumForm.TORCH
    of_form = Descent(replace(optimizer, momentum_form=form), descent.penalty)
    yield Otherwise(f"{form}'s velocity", f"the form of {form}", f"here it is {optimizer.momentum_form}'s", of_form)
    method = Method.NESTEROV if optimizer.method is Method.MOMENTUM else Method.MOMENTUM
    other = Descent(replace(optimizer, method=method), descent.penalty)
    yield Otherwise(f"{method} for {optimizer.method}", f"as {method} moves", f"use {optimizer.method}'s rule", other)


def of_roots(descent: Descent) -> Iterator[Otherwise]:
    """ε on the other side of the root, or forgotten; the root forgotten."""
    optimizer = descent.optimizer
    inside = not optimizer.epsilon_inside
    right, wrong = ("√x + ε", "√(x + ε)") if inside else ("√(x + ε)", "√x + ε")
    moved = Descent(replace(optimizer, epsilon_inside=inside), descent.penalty)
    yield Otherwise(f"ε {'inside' if inside else 'outside'} the root", wrong, f"here it is {right}", moved)
    none = Descent(replace(optimizer, epsilon=Fraction(0)), descent.penalty)
    yield Otherwise("ε left out", "√x", f"here it is {right}", none)
    rule = descent.of_weights
    root = next(part for part in parts_of(rule.move) if isinstance(part, Root))
    bare = Exchanged(optimizer, descent.penalty, root, root.parts[0], last_step_alone=True)
    yield Otherwise("the root forgotten", "η g / x", f"divide by {right}", bare)


def parts_of(formula: Formula) -> Iterator[Formula]:
    """A formula and all that it is made of."""
    yield formula
    for part in formula.parts:
        if isinstance(part, Formula):
            yield from parts_of(part)


def of_squares(descent: Descent) -> Iterator[Otherwise]:
    """The old sum divided by; 1 - ρ exchanged or left out; one for the other."""
    yield from of_roots(descent)
    optimizer, g = descent.optimizer, descent.gradient
    (squares,) = descent.of_weights.kept
    old = Exchanged(optimizer, descent.penalty, squares, s, last_step_alone=True)
    yield Otherwise("the old s divided by", "η g / (√s + ε)", "take s', with the new square", old)
    if optimizer.method is Method.RMSPROP:
        turned = Descent(replace(optimizer, rho=1 - Fraction(optimizer.rho)), descent.penalty)
        yield Otherwise("ρ and 1 - ρ exchanged", "s' = (1-ρ) s + ρ g²", "s' = ρ s + (1-ρ) g²", turned)
        unweighed = Exchanged(optimizer, descent.penalty, (1 - ρ) * g**2, g**2)
        yield Otherwise("1 - ρ left out", "s' = ρ s + g²", "s' = ρ s + (1-ρ) g²", unweighed)
    method = Method.RMSPROP if optimizer.method is Method.ADAGRAD else Method.ADAGRAD
    other = Descent(replace(optimizer, method=method), descent.penalty)
    yield Otherwise(f"{method} for {optimizer.method}", f"as {method} moves", f"use {optimizer.method}'s rule", other)


def of_adam(descent: Descent) -> Iterator[Otherwise]:
    """The correction left out, of one or of both; β₁ and β₂ exchanged."""
    optimizer, rule = descent.optimizer, descent.of_weights
    corrected = optimizer.bias_correction
    other = Descent(replace(optimizer, bias_correction=not corrected), descent.penalty)
    name = "no bias correction" if corrected else "bias correction, where there is none"
    wrong, right = ("m', v'", "m̂ and v̂") if corrected else ("m̂, v̂", "m' and v'")
    yield Otherwise(name, f"with {wrong}", f"take {right}", other)
    if corrected:
        for kept, made in zip(rule.kept, rule.made, strict=True):
            one = Exchanged(optimizer, descent.penalty, made, kept, last_step_alone=True)
            letter = kept.parts[0].rstrip("'")
            yield Otherwise(f"no bias correction of {letter}", f"{letter}' for {letter}̂", "correct both", one)
    yield from of_roots(descent)
    exchanged = Descent(replace(optimizer, beta1=optimizer.beta2, beta2=optimizer.beta1), descent.penalty)
    yield Otherwise("β₁ and β₂ exchanged", "β₁ ↔ β₂", "β₁ is of m, β₂ of v", exchanged)
    g = descent.gradient
    for weight, power in (((1 - β1) * g, g), ((1 - β2) * g**2, g**2)):
        unweighed = Exchanged(optimizer, descent.penalty, weight, power)
        yield Otherwise("1 - β left out", "β m + g", "m' = β₁ m + (1-β₁) g, v' = β₂ v + (1-β₂) g²", unweighed)
