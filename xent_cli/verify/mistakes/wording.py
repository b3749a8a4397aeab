"""The words of a mistake with the numbers of the problem put in."""

import re
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core.numerics import pick
from xent_cli.formula.unicode import Unicode
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.gradient import Gradient
from xent_cli.measures.knobs import spoken
from xent_cli.measures.loss import Loss
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import Committed
from xent_cli.verify.mistakes.solution import classes, denominator, target_of
from xent_cli.verify.verdict import Both, Diagnosis, Rounding

# Mistakes made one after the other.
Steps: TypeAlias = tuple[Committed, ...]

# In a template, not in its braces.
_LETTER = re.compile(r"(?<![A-Za-z_{])(?:[pq](?![A-Za-z_}])|q(?=_))")
_SHOWN = 4  # numbers of a vector before the dots


def worded(steps: Steps) -> Diagnosis:
    """The diagnosis of mistakes made one after the other."""
    named = [(step.mistake, _Numbers(step.before, step.after)) for step in steps]
    owners = [mistake.convention for mistake, _ in named if mistake.convention]
    called = _called(steps[0].before)
    alone = Rounding if steps[0].mistake.rounds else Diagnosis
    kind = alone if len(steps) == 1 else Both
    return kind(
        name=", and ".join(called(mistake.name).format_map(numbers) for mistake, numbers in named),
        formula="; ".join(called(mistake.formula).format_map(numbers) for mistake, numbers in named),
        value=steps[-1].answer,
        remedy="; ".join(called(mistake.remedy).format_map(numbers) for mistake, numbers in named),
        convention=", ".join(owners) or None,
    )


def _called(problem: Problem) -> Callable[[str], str]:
    """What makes of the p and q of a template the letters that the table of this problem has."""
    measure = problem.measure
    letters = {"q": "ŷ" if problem.elementwise else problem.letters.of["q"], "p": "p"}
    if isinstance(measure, Entropy):
        letters["q"] = "p"
    elif isinstance(measure, Gradient):
        letters["p"] = "y"
    elif isinstance(measure, Loss):
        letters["p"] = measure.target.name
    return lambda text: _LETTER.sub(lambda found: letters[found[0]], text)


def shown(numbers: ArrayLike) -> str:
    """A number, or the first few of many."""
    flat = np.ravel(numbers)
    dots = ", …" if flat.size > _SHOWN else ""
    return ", ".join(f"{x + 0.0:.6g}" for x in flat[:_SHOWN].tolist()) + dots


class _Numbers:
    """The numbers of a problem by the names of `_NUMBERS`; after `wrong_`, those of the mistaken one."""

    def __init__(self, before: Problem, after: Problem) -> None:
        self._before, self._after = before, after

    def __getitem__(self, key: str) -> str:
        if key == "wrong":
            return shown(self._after.answer)
        name = key.removeprefix("wrong_")
        return _NUMBERS[name](self._before if name == key else self._after)


def _measure(problem: Problem) -> str:
    """The left side of the measure's equation."""
    return Unicode(problem.letters).write(problem.measure.equation().left)


def _labels(problem: Problem) -> str:
    """The labels as they are called."""
    labels = [] if problem.labels is None else problem.labels.tolist()
    dots = ", …" if len(labels) > _SHOWN else ""
    return ", ".join(problem.sample.names[k] if problem.sample.names else str(k) for k in labels[:_SHOWN]) + dots


def _at_labels(problem: Problem, numbers: ArrayLike) -> str:
    labels = target_of(problem).argmax(axis=-1) if problem.labels is None else problem.labels
    return shown(pick(np.asarray(numbers, dtype=np.float64), labels))


def _knob(problem: Problem, name: str) -> str:
    return shown(spoken(getattr(problem.loss, name)))


_NUMBERS: dict[str, Callable[[Problem], str]] = {
    "answer": lambda problem: shown(problem.answer) if np.ndim(problem.answer) == 0 else f"({shown(problem.answer)})",
    "measure": _measure,
    "ln": lambda problem: problem.log.symbol,
    "p": lambda problem: shown(target_of(problem)),
    "q": lambda problem: shown(problem.pred.probs),
    "z": lambda problem: shown(problem.values),
    "y": _labels,
    "q_y": lambda problem: _at_labels(problem, problem.pred.probs),
    "z_y": lambda problem: _at_labels(problem, problem.values),
    "N": lambda problem: shown(denominator(problem)),
    "ignored": lambda problem: shown(problem.sample.ignored),
    "b": lambda problem: problem.log.text,
    "rows": lambda problem: shown(len(problem.values)),
    "K": lambda problem: shown(classes(problem)),
    "alpha": lambda problem: _knob(problem, "alpha"),
    "gamma": lambda problem: _knob(problem, "gamma"),
    "T": lambda problem: shown(float(problem.meaning.temperature)),
    "w": lambda problem: _knob(problem, "pos_weight"),
}
