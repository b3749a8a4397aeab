"""From what a loss pulls at each probability, g = -q ∂L/∂q, to its gradient by the probabilities or the logits."""

from collections.abc import Sequence

import numpy as np

from xent_cli.core.numerics import Array, compensated_sum, over, sum_parts
from xent_cli.core.predictions import Prediction
from xent_cli.core.worked import Column, Identity, Worked
from xent_cli.core.working import floats, predicted

BinaryPulls = tuple[Array, Array]


def by_logits(pull: Array, pred: Prediction) -> Array:
    """q_k Σg - g_k, as (Σg - g_k) q_k - g_k (1 - q_k): nothing cancels for a label.

    The pull of -Σ p ln q is p.
    """
    total, error = sum_parts(pull)
    others = (total[..., np.newaxis] - pull) + error[..., np.newaxis]
    return others * pred.probs - pull * pred.complement


def by_probs(pull: Array, pred: Prediction) -> Array:
    """-g/q of the loss as a formal function of q, and 0 where g is 0."""
    return 0.0 - over(pull, pred.probs)


def binary_by_logits(pulls: BinaryPulls, pred: Prediction) -> Array:
    """n σ(z) - g σ(-z), where g is the pull of the part for y, and n that of the part for 1 - y."""
    yes, no = pulls
    return no * pred.probs - yes * pred.complement


def binary_by_probs(pulls: BinaryPulls, pred: Prediction) -> Array:
    """n/(1 - q) - g/q, with 0/0 = 0."""
    yes, no = pulls
    return over(no, pred.complement) - over(yes, pred.probs)


def work(
    y: Array,
    pull: Array,
    slopes: Array,
    pred: Prediction,
    opening: tuple[Column, ...],
    letter: str,
    to_logits: bool,
    divisors: Sequence[str] = (),
) -> Worked:
    """A row's gradient, a line per class; `letter` is how the pull is written: y_k if it is the target itself."""
    q = predicted(pred)
    whole = "" if letter in ("y_k", "y'_k") else f" Σ {letter}"
    symbol = _over(f"{q}_k{whole} - {letter}" if to_logits else f"-{letter}/{q}_k", divisors)
    columns = (
        *opening,
        Column("y", "y_k", floats(y)),
        *([] if letter == "y_k" else [Column("pull", letter, floats(pull))]),
        Column("q", f"{q}_k", floats(pred.probs)),
        Column("gradient", symbol, floats(slopes)),
    )
    up, down = (float(compensated_sum(np.where(side, slopes, 0.0))) for side in (slopes > 0, slopes < 0))
    check = (Identity("the components sum to 0", 0.0, (up, down)),) if to_logits else ()
    formula = f"∂L/∂{'z' if to_logits else q}_k = {symbol}"
    return Worked(formula, columns, (), floats(slopes), identities=check)


def work_binary(
    y: Array,
    pulls: BinaryPulls,
    slopes: Array,
    pred: Prediction,
    opening: tuple[Column, ...],
    letters: tuple[str, str],
    to_logits: bool,
    divisors: Sequence[str] = (),
) -> Worked:
    """The gradients of some elements; `letters` are how the pulls of the parts for y and for 1 - y are written."""
    g, n = letters
    plain = n == f"(1-{g})"
    by_logits = f"ŷ - {g}" if plain else f"{n} ŷ - {g} (1-ŷ)"
    symbol = _over(by_logits if to_logits else f"{n}/(1-ŷ) - {g}/ŷ", divisors)
    columns = (
        *opening,
        Column("y", "y", floats(y)),
        *([] if g == "y" else [Column("pull_1", g, floats(pulls[0]))]),
        *([] if plain else [Column("pull_0", n, floats(pulls[1]))]),
        Column("p", "ŷ", floats(pred.probs)),
        Column("complement", "1-ŷ", floats(pred.complement)),
        Column("gradient", symbol, floats(slopes)),
    )
    return Worked(f"∂L/∂{'z' if to_logits else 'ŷ'} = {symbol}", columns, (), floats(slopes))


def _over(symbol: str, divisors: Sequence[str]) -> str:
    """A symbol divided by some more."""
    return f"({symbol})" * bool(divisors) + "".join(f" / {d}" for d in divisors) or symbol
