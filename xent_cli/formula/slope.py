"""What a loss is differentiated by: how a probability and its logarithms move with it."""

from xent_cli.formula.expression import ONE, ZERO, Formula, Over, minus, over, plus
from xent_cli.formula.symbols import Complement, Prob, Symbol


class Variable:
    """The prediction of this name moves; all other symbols stand still."""

    def __init__(self, name: str) -> None:
        self._name = name

    def symbol(self, symbol: Symbol) -> Formula:
        """Of a symbol."""
        return ONE if symbol.name == self._name else ZERO

    def prob(self, q: Prob) -> Formula:
        """Of a probability."""
        return self._prob(q) if q.name == self._name else ZERO

    def ln(self, of: Formula) -> Formula:
        """Of a logarithm."""
        match of:
            case Prob():
                return self._log(of) if of.name == self._name else ZERO
            case Complement(parts=(Prob() as q,)):
                return self._complement_log(q) if q.name == self._name else ZERO
            case Over(parts=(above, below)):
                return plus(self.ln(above), minus(self.ln(below)))
        return over(of.slope(self), of)

    def _prob(self, q: Prob) -> Formula:
        raise NotImplementedError(type(self))

    def _log(self, q: Prob) -> Formula:
        raise NotImplementedError(type(self))

    def _complement_log(self, q: Prob) -> Formula:
        raise NotImplementedError(type(self))


class ByProb(Variable):
    """∂/∂q."""

    def _prob(self, q: Prob) -> Formula:
        return ONE

    def _log(self, q: Prob) -> Formula:
        return 1 / q

    def _complement_log(self, q: Prob) -> Formula:
        return -(1 / (1 - q))


class ByLog(Variable):
    """∂/∂ln q, the pull of a class: a gradient by logits is made of it without a division."""

    def _prob(self, q: Prob) -> Formula:
        return q

    def _log(self, q: Prob) -> Formula:
        return ONE

    def _complement_log(self, q: Prob) -> Formula:
        return -(q / (1 - q))


class ByLogOdds(Variable):
    """d/dz of q = σ(z)."""

    def _prob(self, q: Prob) -> Formula:
        return q * (1 - q)

    def _log(self, q: Prob) -> Formula:
        return 1 - q

    def _complement_log(self, q: Prob) -> Formula:
        return -q


class ByValue(Variable):
    """∂/∂x of a number that is no probability: a score, a mean."""


def pull(loss: Formula, name: str) -> Formula:
    """-∂L/∂ln q: how a class pulls at its probability."""
    return minus(loss.slope(ByLog(name)))
