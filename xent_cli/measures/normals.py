"""Entropy, divergence and cross-entropy of Gaussians, in closed form."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import E, Ln, Nats, Pi, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Functional, Symbol
from xent_cli.inputs.normal import Normal
from xent_cli.measures.measure import Information, Shown, as_floats
from xent_cli.measures.takes import NormalAlone, NormalPair

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.formula.arithmetic import Arithmetic

P, Q = Symbol("p"), Symbol("q")


class Normals(Information):
    """What the measures of Gaussians share: the variances, one for each dimension."""

    kinds, truth = (InputKind.REALS,), InputKind.REALS
    reduces = True

    def __init__(self, *normals: Normal) -> None:
        self.normals = normals

    @property
    def several(self) -> bool:
        """Whether there is more than one dimension."""
        return len(self.normals[0].mean) > 1

    def letter(self, name: str) -> Formula:
        """A symbol, of each dimension where there are several."""
        return Symbol(name, self.several)

    @property
    def v(self) -> Formula:
        """The variance of p."""
        return self.letter("v_p")

    @property
    def w(self) -> Formula:
        """The variance of q."""
        return self.letter("v_q")

    @property
    def off(self) -> Formula:
        """How far the means are apart."""
        return self.letter("μ_p") - self.letter("μ_q")

    def over_all(self, term: Formula) -> Formula:
        """The sum over the dimensions, where there are several."""
        return Sum(term) if self.several else term

    @property
    def entropy(self) -> Formula:
        """H(p)"""
        return Functional("H", (P,), self.over_all(Ln(2 * Pi() * E() * self.v) / 2))

    def divergence(self, v: Formula, w: Formula) -> Formula:
        """D of a Gaussian with variance v from one with variance w."""
        return self.over_all((Nats(v / w - 1 + self.off**2 / w) - Ln(v / w)) / 2)

    @property
    def crossed(self) -> Formula:
        """H(p,q)"""
        term = (Ln(2 * Pi() * self.w) + Nats((self.v + self.off**2) / self.w)) / 2
        return Functional("H", (P, Q), self.over_all(term))

    @property
    def forward(self) -> Formula:
        """D(p‖q)"""
        return Functional("D", (P, Q), self.divergence(self.v, self.w), "‖")

    @property
    def reverse(self) -> Formula:
        """D(q‖p)"""
        return Functional("D", (Q, P), self.divergence(self.w, self.v), "‖")

    def symbols(self, width: int) -> Mapping[str, Any]:
        return {name: normal.variance for name, normal in zip(("v_p", "v_q"), self.normals, strict=False)}

    def value(self, a: "Arithmetic") -> Any:
        return a.one(self.formula)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        for letter in "pq"[: len(self.normals)]:
            yield Shown(f"mean_{letter}", self.letter(f"μ_{letter}"))
            yield Shown(f"variance_{letter}", self.letter(f"v_{letter}"))

    def whole(self) -> Formula:
        """The measure as it is called on the left."""
        raise NotImplementedError(type(self))

    def textbook(self) -> Formula:
        means: Formula = self.whole().parts[2]
        return means

    def equation(self) -> Equation:
        return Equation(self.whole(), self.formula)

    def variances(self) -> "tuple[Array, ...]":
        """Those of p, and of q, as doubles."""
        return tuple(as_floats(normal.variance) for normal in self.normals)


class NormalEntropy(Normals):
    """Differential entropy of a Gaussian."""

    name, quantity, takes = "entropy", "differential entropy", NormalAlone

    def whole(self) -> Formula:
        return self.entropy

    def kernel(self, target: "Array | None", pred: "Prediction") -> "Array":
        from xent_cli.core import normal

        return normal.entropy(*self.variances()).reshape(1)

    def steps(self) -> Iterable[Shown]:
        yield Shown("total", self.formula, "total")

    def remarks(self, a: "Arithmetic", letter: str) -> Iterable[str]:
        yield "of a density: it may be below 0, and depends on the unit of what is measured"


class NormalDivergence(Normals):
    """How far one Gaussian is from another."""

    name, quantity, takes = "kl", "KL divergence", NormalPair

    def whole(self) -> Formula:
        return self.forward

    def kernel(self, target: "Array | None", pred: "Prediction") -> "Array":
        from xent_cli.core import normal

        assert target is not None
        of_p, of_q = (of.variance for of in self.normals)
        narrower = as_floats([w - v for v, w in zip(of_p, of_q, strict=True)])
        off = target - pred.probs
        return normal.divergence(off, *(x.reshape(off.shape) for x in (*self.variances(), narrower)))

    def steps(self) -> Iterable[Shown]:
        yield Shown("total", self.formula, "total")
        yield Shown("reverse", self.reverse, "the other direction")
        yield Shown("entropy", self.entropy, "entropy of p")
        yield Shown("cross_entropy", self.crossed, "cross-entropy")

    def identities(self) -> Iterable[tuple[Formula, tuple[Formula, ...]]]:
        yield self.crossed, (self.entropy, self.forward)

    def remarks(self, a: "Arithmetic", letter: str) -> Iterable[str]:
        import numpy as np

        (reverse,) = np.ravel(a.one(self.reverse))
        yield f"the other direction: D(q‖p) = {float(reverse):.6g}"


class NormalCrossEntropy(Normals):
    """Cross-entropy of one Gaussian against another."""

    name, quantity, takes = "ce", "cross-entropy", NormalPair

    def whole(self) -> Formula:
        return self.crossed

    def kernel(self, target: "Array | None", pred: "Prediction") -> "Array":
        from xent_cli.core import normal

        assert target is not None
        off = target - pred.probs
        return normal.cross_entropy(off, *(x.reshape(off.shape) for x in self.variances()))

    def steps(self) -> Iterable[Shown]:
        yield Shown("total", self.formula, "total")
        yield Shown("entropy", self.entropy, "entropy of p")
        yield Shown("divergence", self.forward, "divergence")

    def identities(self) -> Iterable[tuple[Formula, tuple[Formula, ...]]]:
        yield self.crossed, (self.entropy, self.forward)
