"""Expressions valued in float64, of many rows at once: arrays whose last axis are the classes."""

from collections.abc import Mapping
from math import isnan, lgamma
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.formula.expression import Formula, Over
from xent_cli.formula.slope import ByLog, ByLogOdds, ByProb
from xent_cli.formula.symbols import Complement, Prob

Array = NDArray[np.float64]


class Floats:
    """Symbols as arrays (..., K), or as predictions of such; `ln_base` makes the unit. Errors are the caller's."""

    def __init__(self, symbols: Mapping[str, Any], ln_base: float = 1.0) -> None:
        self._symbols, self._ln_base = symbols, ln_base
        self._known: dict[int, tuple[Formula, Array]] = {}

    def each(self, formula: Formula) -> Array:
        """The value at every class."""
        return np.asarray(formula.value(self), dtype=np.float64)

    def one(self, formula: Formula) -> Array:
        """The value of what is no matter of one class."""
        value = np.asarray(formula.value(self), dtype=np.float64)
        return value[..., 0] if value.ndim else value

    def number(self, x: Any) -> float:
        return float(x)

    def symbol(self, name: str) -> Any:
        return self._symbols[name]

    def prob(self, name: str) -> Any:
        return self._symbols[name].probs

    def complement(self, name: str) -> Any:
        return self._symbols[name].complement

    def off(self, name: str, target: Any) -> Any:
        q = self.prob(name)
        return np.where(np.equal(target, 1) & (q <= 1), -self.complement(name), q - target)

    def times(self, left: Any, right: Formula) -> Any:
        factor = right.value(self)
        product = np.asarray(left * factor)
        if isnan(np.vdot(product, product)):
            product = np.where((left == 0) | (np.equal(factor, 0) & ~np.isnan(left)), 0.0, product)
        return product

    def over(self, left: Any, right: Formula) -> Any:
        return np.where(np.equal(left, 0), 0.0, np.divide(left, right.value(self)))

    def power(self, base: Any, exponent: Any) -> Any:
        return np.power(base, exponent)

    def ln(self, of: Formula) -> Any:
        match of:
            case Prob():
                return -self._symbols[of.name].surprisal
            case Complement(parts=(prob,)):
                return -self._symbols[prob.name].complement_surprisal
            case Over(parts=(above, below)):
                return self._log_ratio(above, below)
        return np.log(of.value(self))

    def _log_ratio(self, above: Formula, below: Formula) -> Any:
        """ln(a/b), as a difference of logarithms where the quotient leaves the range."""
        a, b = above.value(self), below.value(self)
        ratio = np.where(np.equal(a, b), 1.0, np.divide(a, b))
        inside = (ratio > 0) & np.isfinite(ratio)
        return np.log(ratio) if inside.all() else np.where(inside, np.log(ratio), self.ln(above) - self.ln(below))

    def in_unit(self, nats: Any) -> Any:
        return nats if self._ln_base == 1.0 else nats / self._ln_base

    def base(self) -> float:
        return float(np.exp(self._ln_base))

    def pi(self) -> float:
        return np.pi

    def exp(self, x: Any) -> Any:
        return np.exp(x)

    def root(self, x: Any) -> Any:
        return np.sqrt(np.maximum(x, 0.0))

    def positive(self, x: Any) -> Any:
        return np.maximum(x, 0.0)

    def step(self, x: Any) -> Any:
        return np.heaviside(x, 0.0)

    def sign(self, x: Any) -> Any:
        return np.sign(x)

    def ln_factorial(self, x: Any) -> Any:
        return np.vectorize(lgamma, otypes=[np.float64])(np.asarray(x) + 1.0)

    def product(self, of: Formula) -> Any:
        return np.prod(of.value(self), axis=-1, keepdims=True)

    def sum(self, of: Formula) -> Any:
        return np.add.reduce(of.value(self), axis=-1, keepdims=True)

    def largest(self, of: Formula) -> Any:
        return np.max(of.value(self), axis=-1, keepdims=True)

    def remembered(self, of: Formula) -> Any:
        found = self._known.get(id(of))
        if found is None:
            found = self._known[id(of)] = of, of.value(self)
        return found[1]

    def by_logits(self, loss: Formula, name: str) -> Array:
        """∂L/∂z_k = g_k - q_k Σ g with g = ∂L/∂ln q."""
        q, pulls = self._symbols[name], np.asarray(loss.slope(ByLog(name)).value(self))
        others = pulls.sum(axis=-1, keepdims=True) - pulls
        return np.asarray(pulls * q.complement - q.probs * others)

    def by_log_odds(self, loss: Formula, name: str) -> Array:
        """dL/dz of each element's own loss, q = σ(z)."""
        return self.each(loss.slope(ByLogOdds(name)))

    def by_probs(self, loss: Formula, name: str) -> Array:
        """∂L/∂q_k of the loss as a formal function of q."""
        return self.each(loss.slope(ByProb(name)))

    def divided(self, values: Array, by: Any) -> Array:
        """The values over a number."""
        return values / float(by)


class Naive(Floats):
    """The same as it is written down: 0 · ∞ is nan, and the logarithm of a probability that rounded to 0 is -∞."""

    def times(self, left: Any, right: Formula) -> Any:
        return left * right.value(self)

    def over(self, left: Any, right: Formula) -> Any:
        return np.divide(left, right.value(self))

    def ln(self, of: Formula) -> Any:
        return np.log(of.value(self))
