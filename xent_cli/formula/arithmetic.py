"""What an expression asks of a number system; a factor's partner is handed over unvalued, for 0 needs none."""

from typing import Any, Protocol

from xent_cli.formula.expression import Formula


class Arithmetic(Protocol):
    """Symbols with their values, and the operations on them."""

    def one(self, formula: Formula) -> Any:
        """The value of what is no matter of one class."""

    def each(self, formula: Formula) -> Any:
        """The value at every class."""

    def by_logits(self, loss: Formula, name: str) -> Any:
        """The gradient of a loss by the logits behind a prediction, a softmax."""

    def by_log_odds(self, loss: Formula, name: str) -> Any:
        """The gradient of each element's loss by the logit behind it, through a sigmoid."""

    def by_probs(self, loss: Formula, name: str) -> Any:
        """The gradient of a loss as a formal function of a prediction."""

    def divided(self, values: Any, by: Any) -> Any:
        """Several values over a number."""

    def number(self, x: Any) -> Any:
        """A number as one of this system."""

    def symbol(self, name: str) -> Any:
        """The value of a symbol, at the class at hand."""

    def prob(self, name: str) -> Any:
        """q"""

    def complement(self, name: str) -> Any:
        """1 - q"""

    def off(self, name: str, target: Any) -> Any:
        """q less a target, which beside 1 is what 1 - q says."""

    def times(self, left: Any, right: Formula) -> Any:
        """left · right, with 0 · ∞ = 0."""

    def over(self, left: Any, right: Formula) -> Any:
        """left / right, with 0 / 0 = 0."""

    def power(self, base: Any, exponent: Any) -> Any:
        """base^exponent, with 0^0 = 1."""

    def ln(self, of: Formula) -> Any:
        """The natural logarithm, a probability's from its prediction."""

    def in_unit(self, nats: Any) -> Any:
        """Nats in the unit of the answer."""

    def base(self) -> Any:
        """The base of the unit's logarithm."""

    def pi(self) -> Any:
        """π"""

    def exp(self, x: Any) -> Any:
        """e^x"""

    def root(self, x: Any) -> Any:
        """√x"""

    def ln_factorial(self, x: Any) -> Any:
        """ln x!, of a whole number"""

    def product(self, of: Formula) -> Any:
        """Π over the classes."""

    def sum(self, of: Formula) -> Any:
        """Σ over the classes."""

    def largest(self, of: Formula) -> Any:
        """The largest over the classes."""

    def positive(self, x: Any) -> Any:
        """max(0, x)"""

    def step(self, x: Any) -> Any:
        """1 where x > 0, else 0"""

    def sign(self, x: Any) -> Any:
        """1, 0 or -1"""

    def remembered(self, of: Formula) -> Any:
        """The value of an expression that is asked for more than once."""
