"""What double arithmetic makes of a formula that is computed as it is written: inf and nan."""

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.kinds import InputKind
from xent_cli.core.predictions import Probs
from xent_cli.verify.mistakes.altered import at_face_value, predicting
from xent_cli.verify.mistakes.mistake import BINARY, CATEGORICAL, GRADIENTS, LOSSES, Mistake, Wrong, mistake
from xent_cli.verify.mistakes.solution import reduced, target_of, terms, truth
from xent_cli.verify.problem import Problem


@mistake(
    "logarithm of a softmax or sigmoid that was rounded to 0 or 1",
    "q = {wrong_q}; {measure} = {wrong}",
    "take the logarithm from the logits, as z - logsumexp(z): nothing overflows",
    of=LOSSES,
)
def naive_log(problem: Problem) -> Wrong:
    return predicting(problem, Probs(problem.pred.probs)) if problem.kind is InputKind.LOGITS else None


def _overflowed(name: str, dtype: type[np.floating]) -> Mistake:
    """Exponentials of the logits themselves, in arithmetic of this type."""

    @mistake(
        f"e^z out of the range of {name}",
        "by e^z of {z}, the probabilities are {wrong_q}; {measure} = {wrong}",
        "keep the exponents below 0: e^(z - max z) for a softmax, e^-|z| for a sigmoid",
        of=CATEGORICAL | BINARY | GRADIENTS | {"entropy", "softmax", "sigmoid"},
    )
    def overflowed(problem: Problem) -> Wrong:
        if problem.kind is not InputKind.LOGITS or np.abs(problem.pred.values).max() < _SAFE:
            return None
        e = np.exp(problem.pred.values.astype(dtype))
        q = e / (e + 1 if problem.elementwise else e.sum(axis=-1, keepdims=True))
        return predicting(problem, at_face_value(q.astype(np.float64))) if np.isnan(q).any() else None

    return overflowed


_SAFE = 80.0  # e^80 is a number in float32 still
OVERFLOWED = (_overflowed("float64", np.float64), _overflowed("float32", np.float32))


@mistake(
    "0 · {ln} 0 computed as nan",
    "0 · {ln} 0 = 0 · (-inf) = nan",
    "what has no weight does not count: take 0 · {ln} 0 as 0, and leave that term out",
    of=LOSSES,
)
def zero_times_infinity(problem: Problem) -> Wrong:
    lost = _undefined(problem)
    return reduced(problem, np.where(lost, np.nan, terms(problem))) if lost.any() else None


def _undefined(problem: Problem) -> NDArray[np.bool_]:
    """Which terms have a 0 before an infinite logarithm."""
    pred = problem.pred
    if problem.loss == "kl":
        lost = target_of(problem) == 0
    elif problem.elementwise:
        y = truth(problem)
        lost = ((y == 0) & ~np.isfinite(pred.surprisal)) | ((y == 1) & ~np.isfinite(pred.complement_surprisal))
    else:
        weight = pred.probs if problem.loss == "entropy" else truth(problem)
        lost = (weight == 0) & ~np.isfinite(pred.surprisal)
    return np.asarray(lost)
