"""What is hard in float64, and the truth about it by the formulas of the measures."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

import numpy as np

from xent_cli.core import ce, entropy, focal, kl, smooth
from xent_cli.core.predictions import BinaryLogits, Logits, LogProbs, Prediction, Probs
from xent_cli.exact.arithmetic import Vector, log1p, one_hot, open_context
from xent_cli.exact.certify import certify_each
from xent_cli.exact.predictions import BinaryLogits as ExactBinaryLogits
from xent_cli.exact.predictions import Logits as ExactLogits
from xent_cli.exact.predictions import LogProbs as ExactLogProbs
from xent_cli.exact.predictions import Prediction as ExactPrediction
from xent_cli.exact.predictions import Probs as ExactProbs
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.focal import Focal
from xent_cli.measures.kl import Divergence
from xent_cli.measures.loss import Loss
from xent_cli.measures.measure import Measure
from xent_cli.measures.smooth import Smooth

from ..formula import truth

LOGITS = [
    [0.0, 40.0], [40.3, 0.0], [750.0, 0.0], [0.1, 750.2, 3.3], [0.0, 0.0], [0.0] * 5, [20.0, 0.1, 0.1],
    [-math.inf, 0.3, 1.7], [0.3, -math.inf, -math.inf], [1e308, -1e308], [-1e308, 1e308, 1e308], [1e308, 1e308],
    [36.7, 0.0, 0.0], [36.7, 1e-3, -5.0], [1e-17, -1e-17], [5e-324, 0.0], [1e-310, 1e-320, 0.0], [3.0, 3.0, -30.0],
    [1e5 + 0.3, 1e5 - 39.2], [-1e5 - 0.1, -1e5 - 40.7, -1e5 - 41.9], [5.0], [0.3, -1.0, 2.0],
    [0.1 * k for k in range(50)], [30.0, *[0.0] * 999],
]  # fmt: skip
PROBS = [
    [1.0, 0.0], [0.0, 1.0, 0.0], [1e-17, 1.0], [1 - 2**-53, 2**-53], [5e-324, 1.0], [1e-310, 1e-309, 1.0],
    [0.7, 0.2, 0.1], [1 / 3] * 3, [0.5, 0.5], [1e-300, 0.5, 0.5], [0.999, 0.0005, 0.0005], [1e-8, 1 - 1e-8],
]  # fmt: skip
ELEMENTS = [0.0, 1.0, 1e-17, 1 - 2**-53, 5e-324, 1e-300, 0.5, 0.1, 0.9, 1e-8]
SCORES = [0.0, 40.0, -40.0, 40.3, 750.0, -750.0, 1e308, -1e308, 1e-17, 5e-324, 36.7, -0.7, 2.5]
NARROW = 750 * 5e-324
"""The last place of what is left of e^z where that is subnormal, times its logarithm."""


@dataclass(frozen=True)
class Case:
    """A float64 result, its true value, and the size of the terms that it is made of."""

    got: float
    want: Decimal
    scale: float = 0.0

    @property
    def ulp(self) -> float:
        """The error in units in the last place of the truth, or of its largest term."""
        true = float(self.want)
        if math.isinf(self.got) or math.isinf(true):
            return 0.0 if self.got == true else math.inf
        with localcontext(open_context(60)):
            return float(
                abs(Decimal(self.got) - self.want) / Decimal(max(math.ulp(max(abs(true), self.scale)), NARROW))
            )


def exactly(compute: Callable[..., Sequence[Decimal]], *vectors: Sequence[float]) -> list[Decimal]:
    """The truth of these doubles, to 50 digits."""
    return [c.digits for c in certify_each(compute, *(tuple(map(Decimal, v)) for v in vectors))]


def cases(got: np.ndarray, want: Sequence[Decimal], scale: Sequence[float] | float = 0.0) -> Iterator[Case]:
    """A case for each number."""
    values = np.atleast_1d(got).tolist()
    scales = [scale] * len(values) if isinstance(scale, float) else scale
    yield from map(Case, values, want, scales)


def predictions() -> Iterator[tuple[list[float], Prediction, Callable[[Vector], ExactPrediction]]]:
    """Every prediction of several classes, in both arithmetics."""
    yield from ((z, Logits(np.array(z)), ExactLogits) for z in LOGITS)
    yield from ((q, Probs(np.array(q)), ExactProbs) for q in PROBS)
    for q in PROBS:
        with np.errstate(divide="ignore"):
            logs = np.log(q)
        yield logs.tolist(), LogProbs(logs), ExactLogProbs


def elements() -> Iterator[tuple[float, Prediction, Callable[[Vector], ExactPrediction]]]:
    """Every prediction that stands for itself."""
    yield from ((z, BinaryLogits(np.array([z])), ExactBinaryLogits) for z in SCORES)
    yield from ((q, Probs(np.array([q])), ExactProbs) for q in ELEMENTS)


Truth = Callable[[Vector, ExactPrediction], Sequence[Decimal]]


def valued(measure: Measure) -> Truth:
    """The measure's own value of a row: one number, or one for each."""

    def of(y: Vector | None, q: ExactPrediction) -> Vector:
        value = truth.value(measure, y, q)
        return value if isinstance(value, tuple) else (value,)

    return of


def sloped(loss: Loss) -> Truth:
    """Its slope by the logits."""
    return lambda y, q: truth.gradient(loss, y, q)


def entropies() -> Iterator[Case]:
    for values, pred, exact in predictions():
        yield from cases(entropy.value(pred), exactly(lambda v, e=exact: [truth.value(Entropy(), None, e(v))], values))


def of_labels(core: Callable[[np.ndarray, Prediction], np.ndarray], wanted: Truth, most: int = 4) -> Iterator[Case]:
    """A measure of each of the first few labels."""
    for values, pred, exact in predictions():
        for label in range(min(len(values), most)):
            want = exactly(lambda v, e=exact, k=label: wanted(one_hot(k, len(v)), e(v)), values)
            yield from cases(core(np.array(label), pred), want)


def in_range(values: list[float]) -> bool:
    """Whether the surprise at every class is a double; a mean of it with less weight could be one where it is not."""
    finite = [v for v in values if v > -math.inf]
    return max(finite) - min(finite) < math.inf


def soft_targets(classes: int) -> list[np.ndarray]:
    """Targets that are nearly, or not at all, what is predicted."""
    rng = np.random.default_rng(classes)
    return [np.full(classes, 1 / classes), rng.dirichlet(np.ones(classes))]


def of_targets(core: Callable[[np.ndarray, Prediction], np.ndarray], wanted: Truth) -> Iterator[Case]:
    """A measure of soft targets."""
    for values, pred, exact in filter(lambda case: in_range(case[0]), predictions()):
        for y in soft_targets(len(values)):
            yield from cases(core(y, pred), exactly(lambda y, v, e=exact: wanted(y, e(v)), y.tolist(), values))


def divergences() -> Iterator[Case]:
    for q in PROBS:
        near = [np.array(q) * (1 + 1e-12 * sign) for sign in (1, -1)]
        for p in (np.array(q), np.array(q[::-1]), np.eye(1, len(q))[0], *near):
            want = exactly(lambda p, q: [truth.value(Divergence(), p, ExactProbs(q))], p.tolist(), q)
            yield from cases(kl.value(Probs(p), Probs(np.array(q))), want)


def divergences_from_logits() -> Iterator[Case]:
    for z in filter(in_range, LOGITS[:20]):
        pred = Logits(np.array(z))
        for p in (pred.probs, *soft_targets(len(z))):
            want = exactly(lambda p, z: [truth.value(Divergence(), p, ExactLogits(z))], p.tolist(), z)
            with np.errstate(invalid="ignore", over="ignore"):
                terms = np.where(p > 0, p * np.maximum(pred.surprisal, 1.0), 0.0)
            yield from cases(kl.value(Probs(p), pred), want, float(terms.max()))


def soft_gradients() -> Iterator[Case]:
    for z in LOGITS:
        pred = Logits(np.array(z))
        for y in soft_targets(len(z)):
            want = exactly(lambda y, z: truth.gradient(CrossEntropy(), y, ExactLogits(z)), y.tolist(), z)
            yield from cases(ce.gradient(y, pred), want, np.maximum(y, pred.probs).tolist())


def of_elements(
    core: Callable[[np.ndarray, Prediction], np.ndarray],
    wanted: Truth,
    targets: Sequence[float] = (0.0, 1.0),
) -> Iterator[Case]:
    for value, pred, exact in elements():
        for y in targets:
            yield from cases(core(np.array([y]), pred), exactly(lambda y, v, e=exact: wanted(y, e(v)), [y], [value]))


def many_classes() -> Iterator[Case]:
    """10^5 classes, one of which is ahead by a gap or level with the others."""
    count = 10**5
    with localcontext(open_context(60)):
        for gap in (0.0, 40.0, 700.0):
            z = np.zeros(count)
            z[0] = gap
            pred = Logits(z[np.newaxis])
            surprisal = log1p((count - 1) * Decimal(-gap).exp())
            yield Case(float(ce.value(np.array([0]), pred)[0]), surprisal)
            yield Case(float(ce.value(np.array([1]), pred)[0]), surprisal + Decimal(gap))
            q = Decimal(gap).exp() / (Decimal(gap).exp() + count - 1)
            rest = (count - 1) / (Decimal(gap).exp() + count - 1)
            yield Case(float(entropy.value(pred)[0]), q * surprisal + rest * (surprisal + Decimal(gap)))


def focal_of_many_classes() -> Iterator[Case]:
    """10^5 classes behind one by a gap, or level with it."""
    count = 10**5
    with localcontext(open_context(60)):
        for gap in (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 100.0, 300.0):
            z = np.zeros((1, count))
            z[0, 0] = gap
            rest = (count - 1) / (Decimal(gap).exp() + count - 1)
            surprisal = log1p((count - 1) * Decimal(-gap).exp())
            yield Case(float(focal.value(np.array([0]), Logits(z), 2.0)[0]), rest * rest * surprisal)


def focal_of(gamma: float) -> Iterator[Case]:
    yield from of_labels(lambda y, q: focal.value(y, q, gamma), valued(Focal(gamma=str(gamma))))


def focal_gradient_of(gamma: float) -> Iterator[Case]:
    loss = Focal(gamma=str(gamma))
    for z in LOGITS[:20]:
        for label in range(min(len(z), 3)):
            y = one_hot(label, len(z))
            want = exactly(lambda z, y=y: truth.gradient(loss, y, ExactLogits(z)), z)
            yield from cases(focal.gradient(np.array(label), Logits(np.array(z)), gamma), want)


def label_gradients() -> Iterator[Case]:
    for z in LOGITS[:20]:
        for label in range(min(len(z), 3)):
            y = one_hot(label, len(z))
            want = exactly(lambda z, y=y: truth.gradient(CrossEntropy(), y, ExactLogits(z)), z)
            yield from cases(ce.gradient(np.array(label), Logits(np.array(z))), want)


def smoothed() -> Iterator[Case]:
    alpha = 0.125  # powers of two, so that (1-α)y + α/K is in float64 what it is in decimals
    for z in filter(in_range, LOGITS):
        for label in range(len(z) if len(z) in (1, 2, 4) else 0):
            y = one_hot(label, len(z))
            want = exactly(lambda z, y=y: [truth.value(Smooth(alpha=str(alpha)), y, ExactLogits(z))], z)
            yield from cases(smooth.value(np.array(label), Logits(np.array(z)), alpha), want)
