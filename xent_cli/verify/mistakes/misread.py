"""One label misread: each is tried, so it is said only where nothing else fits and just one of them does."""

import numpy as np

from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import ODD, Committed, Mistake
from xent_cli.verify.mistakes.samples import divided, losses
from xent_cli.verify.mistakes.solution import target_of
from xent_cli.verify.mistakes.sought import Sought
from xent_cli.verify.mistakes.wording import Steps

_MOST = 1_000  # labels that are tried


def misread(sought: Sought, problem: Problem) -> list[Steps]:
    """The labels that, misread, lead near to what was claimed."""
    each = losses(problem)
    if each is None or not isinstance(problem.measure, CrossEntropy | BinaryCrossEntropy):
        return []
    with_other = _surprisals(problem)
    if with_other is None or with_other.size > _MOST:
        return []
    total = each.sum()
    answers = [
        (row, k, divided(problem, total - each[row] + with_other[row, k], each.size))
        for row, k in np.ndindex(with_other.shape)
    ]
    return [_step(problem, row, k, answer) for row, k, answer in answers if sought.is_near(answer, 1.0)]


def _surprisals(problem: Problem) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None:
    """-ln of the probability of every class in every row, in the unit of the answer; of an element, of y = 0 and 1."""
    y, pred = target_of(problem), problem.pred
    if problem.labels is not None:
        return np.asarray(pred.surprisal / problem.ln_base)
    if not problem.elementwise or not ((y == 0) | (y == 1)).all() or getattr(problem.loss, "pos_weight", 1) != 1:
        return None
    both = np.stack([pred.complement_surprisal.reshape(-1), pred.surprisal.reshape(-1)], axis=-1)
    return np.asarray(both / problem.ln_base)


def _step(problem: Problem, row: int, k: int, answer: float) -> Steps:
    sample = f"sample i = {row}" if problem.elementwise else f"row {row + 1}"
    label = problem.sample.names[k] if problem.sample.names else str(k)
    remedy = f"the label of {sample} is {_label(problem, row)}"
    mistake = Mistake(
        f"the label of {sample} read as {label}",
        "{measure} with it: {wrong}",
        remedy,
        (),
        (),
        lambda _: None,
        digits=ODD,
    )
    return (Committed(mistake, problem, problem, answer),)


def _label(problem: Problem, row: int) -> str:
    if problem.labels is None:
        return f"{target_of(problem).reshape(-1)[row]:g}"
    label = int(problem.labels[row])
    return problem.sample.names[label] if problem.sample.names else str(label)
