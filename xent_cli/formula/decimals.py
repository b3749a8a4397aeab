"""Expressions valued in decimal arithmetic at the precision of the context, class by class."""

from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from operator import mul
from typing import Any

from xent_cli.exact.arithmetic import ONE, ZERO, Vector, decimal, exp, ln, ln_factorial, ln_ratio, pi, total
from xent_cli.exact.predictions import Prediction
from xent_cli.formula.expression import Formula, Over
from xent_cli.formula.slope import ByLog, ByLogOdds, ByProb
from xent_cli.formula.symbols import Complement, Prob


class Decimals:
    """Symbols as decimals: a number, one for each of `count` classes, or a prediction; `ln_base` makes the unit."""

    def __init__(self, symbols: Mapping[str, Any], count: int, ln_base: Decimal = ONE) -> None:
        self._symbols, self._ln_base = symbols, ln_base
        self._k = 0
        self._count = count
        self._known: dict[tuple[int, int | None], tuple[Formula, Decimal]] = {}

    def at(self, k: int) -> "Decimals":
        """The same at the k-th class."""
        there = object.__new__(Decimals)
        vars(there).update(vars(self), _k=k)
        return there

    def each(self, formula: Formula) -> Vector:
        """The value at every class in turn."""
        return tuple(formula.value(self.at(k)) for k in range(self._count))

    def one(self, formula: Formula) -> Decimal:
        """The value of what is no matter of one class."""
        value: Decimal = formula.value(self)
        return value

    def number(self, x: Any) -> Decimal:
        return Decimal(x) if isinstance(x, int | float) else decimal(x)

    def symbol(self, name: str) -> Any:
        value = self._symbols[name]
        return value[self._k] if isinstance(value, tuple) else value

    def prob(self, name: str) -> Decimal:
        return self._prediction(name).probs[self._k]

    def complement(self, name: str) -> Decimal:
        return self._prediction(name).complement[self._k]

    def off(self, name: str, target: Decimal) -> Decimal:
        return -self.complement(name) if target == ONE else self.prob(name) - target

    def times(self, left: Decimal, right: Formula) -> Decimal:
        if not left:
            return ZERO
        factor: Decimal = right.value(self)
        return left * factor if factor else ZERO

    def over(self, left: Decimal, right: Formula) -> Decimal:
        return left / right.value(self) if left else ZERO

    def power(self, base: Decimal, exponent: Decimal) -> Decimal:
        return base**exponent if exponent else ONE

    def ln(self, of: Formula) -> Decimal:
        match of:
            case Prob():
                return -self._prediction(of.name).surprisal(self._k)
            case Complement(parts=(prob,)):
                return -self._prediction(prob.name).complement_surprisal(self._k)
            case Over(parts=(above, Prob() as below)):
                return self._prediction(below.name).log_ratio(above.value(self), self._k)
            case Over(parts=(Prob() as above, below)):
                return -self._prediction(above.name).log_ratio(below.value(self), self._k)
            case Over(parts=(above, below)):
                a, b = above.value(self), below.value(self)
                return ln_ratio(a, b, a - b) if a != b else ZERO
        return ln(of.value(self))

    def in_unit(self, nats: Decimal) -> Decimal:
        return nats if self._ln_base == ONE else nats / self._ln_base

    def base(self) -> Decimal:
        return exp(self._ln_base)

    def pi(self) -> Decimal:
        return pi()

    def exp(self, x: Decimal) -> Decimal:
        return exp(x)

    def root(self, x: Decimal) -> Decimal:
        return x.sqrt()

    def positive(self, x: Decimal) -> Decimal:
        return max(x, ZERO)

    def step(self, x: Decimal) -> Decimal:
        return ONE if x > 0 else ZERO

    def sign(self, x: Decimal) -> Decimal:
        return ONE.copy_sign(x) if x else ZERO

    def ln_factorial(self, x: Decimal) -> Decimal:
        return ln_factorial(x)

    def product(self, of: Formula) -> Decimal:
        return self._once(of, None, lambda: reduce(mul, self.each(of)))

    def sum(self, of: Formula) -> Decimal:
        return self._once(of, None, lambda: total(self.each(of)))

    def largest(self, of: Formula) -> Decimal:
        return self._once(of, None, lambda: max(self.each(of)))

    def remembered(self, of: Formula) -> Decimal:
        return self._once(of, self._k, lambda: of.value(self))

    def by_logits(self, loss: Formula, name: str) -> Vector:
        """∂L/∂z_k = g_k (1 - q_k) - q_k Σ_{j≠k} g_j with g = ∂L/∂ln q: where q is near 1, g - q Σ g would cancel."""
        q, pulls = self._prediction(name), self.each(loss.slope(ByLog(name)))
        back = zip(pulls, _sums_of_others(pulls), q.probs, q.complement, strict=True)
        return tuple(_product(g, rest) - _product(p, others) for g, others, p, rest in back)

    def by_log_odds(self, loss: Formula, name: str) -> Vector:
        """dL/dz of each element's own loss, q = σ(z)."""
        return self.each(loss.slope(ByLogOdds(name)))

    def by_probs(self, loss: Formula, name: str) -> Vector:
        """∂L/∂q_k of the loss as a formal function of q."""
        return self.each(loss.slope(ByProb(name)))

    def divided(self, values: Vector, by: Any) -> Vector:
        """The values over a number."""
        return tuple(value / decimal(by) for value in values)

    def _prediction(self, name: str) -> Prediction:
        found: Prediction = self._symbols[name]
        return found

    def _once(self, of: Formula, k: int | None, value: Any) -> Decimal:
        """The value, computed the first time; the expression is kept, so that its identity stays its own."""
        found = self._known.get((id(of), k))
        if found is None:
            found = self._known[id(of), k] = of, value()
        return found[1]


def _product(x: Decimal, y: Decimal) -> Decimal:
    """x y, with 0 · ∞ = 0."""
    return x * y if x and y else ZERO


def _sums_of_others(values: Vector) -> Vector:
    """Σ_{j≠k} v_j for each k, with no value subtracted again."""
    before, after = [ZERO], [ZERO]
    for value in values[:-1]:
        before.append(before[-1] + value)
    for value in values[:0:-1]:
        after.append(after[-1] + value)
    return tuple(x + y for x, y in zip(before, reversed(after), strict=True))
