"""Curves of functions: sigmoid, softmax, and the losses."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from xent_cli.answers.answer import WorkedAnswer
from xent_cli.answers.picture import MOST, Axis, Line, Picture
from xent_cli.core.kinds import InputKind
from xent_cli.core.predictions import BinaryLogits, Logits
from xent_cli.measures.meaning import Meaning
from xent_cli.measures.side_by_side import Beside
from xent_cli.outcome import Outcome

POINTS = 241
SHARE = "probability ŷ"
CERTAIN = 0.995  # how near to 0 and 1 the losses are drawn


def of_sigmoid(logits: tuple[float, ...]) -> Picture:
    """The sigmoid, and where the logits stand on it."""
    reach = max(6.0, *(math.ceil(abs(z)) for z in logits if abs(z) <= 100.0), 0.0)
    z = np.linspace(-reach, reach, POINTS)
    shown = np.array(sorted(x for x in logits if abs(x) <= reach))
    curve = Line("sigmoid", tuple(z.tolist()), tuple(BinaryLogits(z).probs.tolist()))
    asked = Line("logits", tuple(shown.tolist()), tuple(BinaryLogits(shown).probs.tolist()), points=True, joined=False)
    return Picture("sigmoid", Axis("logit z"), Axis(SHARE, 0.0, 1.0), (curve, asked))


def of_softmax(logits: tuple[float, ...], names: tuple[str, ...]) -> Picture:
    """The probabilities of the classes by the temperature that divides their logits."""
    temperatures = np.linspace(0.05, 5.0, POINTS)
    shown = sorted(sorted(range(len(logits)), key=lambda k: -logits[k])[:MOST])
    with np.errstate(over="ignore"):
        probs = Logits(np.array(logits) / temperatures[:, np.newaxis]).probs
    lines = tuple(
        Line(f"{names[k]} (z = {logits[k]:g})", tuple(temperatures.tolist()), tuple(probs[:, k].tolist()))
        for k in shown
    )
    some = "" if len(shown) == len(logits) else f", the {MOST} largest of {len(logits)}"
    return Picture(f"softmax of z/T{some}", Axis("temperature T", 0.0), Axis(SHARE, 0.0, 1.0), lines)


def of_answer(outcome: Outcome) -> Callable[[], Picture] | None:
    """The curve of the sigmoid or the softmax of a typed row of logits."""
    answer = outcome.answer
    if not isinstance(answer, WorkedAnswer) or answer.head.command not in ("sigmoid", "softmax"):
        return None
    columns = {column.name: column.values for column in answer.worked.columns}
    logits = tuple(x for x in columns["logit"] if isinstance(x, float))
    if answer.head.command == "sigmoid":
        return partial(of_sigmoid, logits)
    return partial(of_softmax, logits, tuple(map(str, next(iter(columns.values())))))


def of_losses(ln_base: float, unit: str) -> Picture:
    """The losses of a label of two classes, by the probability of the true one."""
    q = np.linspace(1.0 - CERTAIN, CERTAIN, POINTS)
    numbers = np.stack([np.log(q / (1.0 - q)), np.zeros(POINTS)], axis=-1)
    truth = np.zeros(POINTS, np.int64)
    lines = tuple(
        Line(one.loss.name, tuple(q.tolist()), tuple((one.values(truth, numbers) / per(one, ln_base)).tolist()))
        for one in Beside.all(Meaning(InputKind.LOGITS), 2, hard=True)
    )
    where = Axis("probability of the true class, of two", 0.0, 1.0)
    return Picture("losses of a label", where, Axis(f"loss (information in {unit})", 0.0), lines)


def per(one: Beside, ln_base: float) -> Any:
    """What its values in nats are divided by."""
    return float(one.loss.per(ln_base))
