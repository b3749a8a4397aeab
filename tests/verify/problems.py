"""Problems to be wrong about."""

from typing import Any

import numpy as np
from xent_cli.core.units import LogBase
from xent_cli.verify.problem import Problem

from xent_cli.core.kinds import InputKind
from xent_cli.core.predictions import BinaryLogits, Logits, LogProbs, Prediction, Probs
from xent_cli.verify.claim import read_claims
from xent_cli.verify.mistakes import (
    diagnose,
)
from xent_cli.verify.mistakes.solution import solved
from xent_cli.verify.verdict import Diagnosis


def problem(command: str, target: Any, values: Any, kind: str = "probs", base: str = "e", **more: Any) -> Problem:
    """A problem with its right answer; an integer target is the labels."""
    numbers = np.atleast_2d(np.asarray(values, dtype=np.float64))
    loss = more.pop("loss", command)
    elementwise = loss == "bce" or more.get("elementwise", False) or command == "sigmoid"
    labels = truth = None
    if target is not None:
        truth = np.atleast_1d(np.asarray(target))
        if not elementwise and truth.dtype.kind == "i" and (truth.ndim == 1 and len(truth) == len(numbers)):
            labels = truth.astype(np.int64)
            truth = np.eye(numbers.shape[-1])[labels]
        truth = np.atleast_2d(truth).astype(np.float64)
    pred = _predicted(numbers / more.get("temperature", 1.0), kind, elementwise)
    if eps := more.pop("eps", None):
        more["unclamped"], pred = pred, Probs(np.clip(pred.probs, eps, 1 - eps))
    unsolved = Problem(
        command=command,
        loss=loss,
        values=numbers,
        kind=InputKind(kind),
        pred=pred,
        target=truth,
        labels=labels,
        log=LogBase.of(base),
        reduction=more.pop("reduction", "mean"),
        answer=0.0,
        **{**more, "elementwise": elementwise},
    )
    return solved(unsolved)


def _predicted(numbers: Any, kind: str, elementwise: bool) -> Prediction:
    match kind:
        case "logits":
            return BinaryLogits(numbers) if elementwise else Logits(numbers)
        case "log-probs":
            return LogProbs(numbers)
        case "counts":
            return Probs(numbers / numbers.sum())
    return Probs(numbers)


def claimed(claim: str, of: Problem) -> tuple[Diagnosis, ...]:
    return diagnose(read_claims(claim), of)


P, Q, Z = [0.5, 0.3, 0.2], [0.7, 0.2, 0.1], [2, 1, 0.1]
CE = problem("ce", 0, Q)
CE_BITS = problem("ce", 0, Q, base="2")
CE_Z = problem("ce", 0, Z, "logits")
CE_ROWS = problem("ce", [0, 1], [[2, 1], [0, 3]], "logits")
CE_P = problem("ce", P, Q)
KL = problem("kl", P, Q)
BCE = problem("bce", [1, 0, 1], [0.9, 0.2, 0.6])
BCE_Z = problem("bce", [1], [3], "logits")
ZERO = problem("bce", [1], [0])
WEIGHTED = problem("ce", [1, 0], [[3, 4], [6, 9]], "logits", class_weight=np.array([0.4, 0.36]))
SMOOTH = problem("smooth", 0, Z, "logits", alpha=0.1)
SMOOTHED = problem("smooth", None, [1, 0, 0], alpha=0.1)
BINARY_SMOOTH = problem("smooth", [1], [0.9], alpha=0.1, elementwise=True)
IGNORED = problem("ce", [1, 2], [[0.05, 0.95, 0], [0.1, 0.8, 0.1]], ignored=1)
OVERFLOW = problem("ce", 1, [1000, 1], "logits")
TOKENS = problem("ce", [0] * 10, [[0.91, 0.09]] * 9 + [[0.01, 0.99]])
FOCAL = problem("focal", [0], [0.3], alpha=0.25, elementwise=True)
FOCAL_1 = problem("focal", [1], [0.9], elementwise=True)
GRAD = problem("grad", 0, Z, "logits", loss="ce")
GRAD_4 = problem("grad", [0, 1, 2, 0], [Z, [0, 1, 2], [1, 1, 1], [3, 0, 1]], "logits", loss="ce")
SAMPLED = problem("bce", [[1], [0], [1]], [[0.9], [0.2], [0.8]], sample_weight=np.array([1.0, 2, 3]))
WARM = problem("ce", 0, Z, "logits", temperature=2.0)
WARM_GRAD = problem("grad", 0, Z, "logits", loss="ce", temperature=2.0)
POSITIVE = problem("bce", [1], [0.9], pos_weight=3.0)
CLAMPED = problem("ce", 0, [0.95, 0.05], eps=0.1)
POS = problem("bce", [0], [1.5], "logits", pos_weight=3.0)
COUNTS = problem("entropy", None, [9, 5], "counts", "2")
