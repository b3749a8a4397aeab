"""SciPy."""

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.multinomial import log_factorial
from xent_cli.core.numerics import Array
from xent_cli.libraries.rule import Rule, rel_entr, xlogy
from xent_cli.measures.gaussian import Gaussian
from xent_cli.measures.js import JensenShannon
from xent_cli.measures.kl import Divergence
from xent_cli.measures.multinomial import Multinomial
from xent_cli.measures.problem import Problem

PROBS, REALS = (InputKind.PROBS,), (InputKind.REALS,)


class Scipy(Rule):
    """What is SciPy's: a number for each row, which you average yourself."""

    library, version = "scipy", "1.17.1"
    function: str

    @property
    def call(self) -> str:
        several = len(self.problem.values) > 1
        return f"{self.function}.{self.reduction}()" if several else self.function


class DivergenceOf(Scipy):
    """scipy.stats.entropy of two."""

    of, kinds = Divergence, PROBS
    differs = "both rescaled to sum to 1; true first; base=2 for bits"
    function = "scipy.stats.entropy(p, q, axis=-1)"

    def losses(self) -> Array:
        p, q = (x / x.sum(axis=-1, keepdims=True) for x in (self.y, self.numbers))
        return np.asarray(rel_entr(p, q).sum(axis=-1))


class DistanceOf(Scipy):
    """scipy.spatial.distance.jensenshannon."""

    of, kinds = JensenShannon, PROBS
    differs = "the distance, the square root of the divergence; both rescaled to sum to 1; base=2 for bits"
    function = "scipy.spatial.distance.jensenshannon(p, q, axis=-1)"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return bool(getattr(problem.measure, "even", False))

    def losses(self) -> Array:
        p, q = (x / x.sum(axis=-1, keepdims=True) for x in (self.y, self.numbers))
        middle = (p + q) / 2
        return np.asarray(np.sqrt((rel_entr(p, middle).sum(axis=-1) + rel_entr(q, middle).sum(axis=-1)) / 2))


class GaussianOf(Scipy):
    """scipy.stats.norm.logpdf."""

    of, kinds = Gaussian, REALS
    differs = "the logarithm of the density, so with a minus; takes the standard deviation"
    function = "(-scipy.stats.norm.logpdf(y, mean, sd))"

    def losses(self) -> Array:
        knobs = self.problem.knobs
        sd = np.asarray(knobs["σ"] if "σ" in knobs else np.sqrt(knobs["v"]))
        return np.asarray(((self.y - self.numbers) / sd) ** 2 / 2 + np.log(2 * np.pi) / 2 + np.log(sd))


class MultinomialOf(Scipy):
    """scipy.stats.multinomial.logpmf."""

    of, kinds = Multinomial, PROBS
    differs = "the logarithm of the probability, so with a minus; the last of q is 1 minus the others"
    function = "(-scipy.stats.multinomial.logpmf(n, n.sum(), q))"

    def losses(self) -> Array:
        q = self.numbers.copy()
        q[..., -1] = 1.0 - q[..., :-1].sum(axis=-1)
        n = self.y
        orders = log_factorial(n.sum(axis=-1)) - log_factorial(n).sum(axis=-1)
        return np.asarray(-(orders + xlogy(n, q).sum(axis=-1)))


RULES: tuple[type[Rule], ...] = (DivergenceOf, DistanceOf, GaussianOf, MultinomialOf)
