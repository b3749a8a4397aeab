"""What double arithmetic makes of a formula that is computed as it is written: inf and nan."""

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.predictions import Probs
from xent_cli.formula.floats import Naive
from xent_cli.measures.loss import Loss
from xent_cli.measures.problem import Problem
from xent_cli.measures.softmax import Sigmoid, Softmax
from xent_cli.verify.mistakes.altered import FaceValue, predicting
from xent_cli.verify.mistakes.clipping import nearest_to_an_end
from xent_cli.verify.mistakes.mistake import COMMON, LOSSES, Mistake, Wrong, mistake
from xent_cli.verify.mistakes.solution import answer_to

_ROUNDED = 1e-6  # nearer to 0 or 1 the logarithm of a rounded probability has few digits
_SAFE = 80.0  # e^80 is a number in float32 still


@mistake(
    "logarithm of a softmax or sigmoid that was rounded to 0 or 1",
    "q = {wrong_q}; {measure} = {wrong}",
    "take the logarithm from the logits, as z - logsumexp(z): nothing overflows",
    of=LOSSES,
    digits=COMMON,
)
def naive_log(problem: Problem) -> Wrong:
    if problem.meaning.kind is not InputKind.LOGITS or nearest_to_an_end(problem) > _ROUNDED:
        return None
    return predicting(problem, Probs(problem.pred.probs))


def _overflowed(name: str, dtype: type[np.floating]) -> Mistake:
    """Exponentials of the logits themselves, in arithmetic of this type."""

    @mistake(
        f"e^z out of the range of {name}",
        "by e^z of {z}, the probabilities are {wrong_q}; {measure} = {wrong}",
        "keep the exponents below 0: e^(z - max z) for a softmax, e^-|z| for a sigmoid",
        of=(*LOSSES, Softmax, Sigmoid),
        in_gradients=(Loss,),
        digits=COMMON,
    )
    def overflowed(problem: Problem) -> Wrong:
        if problem.meaning.kind is not InputKind.LOGITS or np.abs(problem.pred.values).max() < _SAFE:
            return None
        e = np.exp(problem.pred.values.astype(dtype))
        q = e / (e + 1 if problem.elementwise else e.sum(axis=-1, keepdims=True))
        return predicting(problem, FaceValue(q.astype(np.float64))) if np.isnan(q).any() else None

    return overflowed


OVERFLOWED = (_overflowed("float64", np.float64), _overflowed("float32", np.float32))


@mistake(
    "0 · {ln} 0 computed as nan",
    "0 · {ln} 0 = 0 · (-inf) = nan",
    "what has no weight does not count: take 0 · {ln} 0 as 0, and leave that term out",
    of=LOSSES,
    digits=COMMON,
)
def zero_times_infinity(problem: Problem) -> Wrong:
    if problem.labels is not None and nearest_to_an_end(problem) > 0:
        return None  # all logarithms are finite
    answer = answer_to(problem, problem.valued(Naive))
    return answer if np.isnan(answer).any() else None
