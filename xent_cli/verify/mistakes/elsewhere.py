"""Claims that are no mistake but a library's number."""

from collections.abc import Sequence

import numpy as np

from xent_cli.choices import Library, Reduction
from xent_cli.libraries.catalogue import fitting
from xent_cli.measures.problem import Answer, Problem
from xent_cli.verify.mistakes.sought import Sought
from xent_cli.verify.verdict import Diagnosis


def of_libraries(sought: Sought, problem: Problem, known: Sequence[Answer]) -> list[Diagnosis]:
    """The libraries whose call gives what was claimed, but for answers that are known already."""
    if problem.reduction is Reduction.NONE or not isinstance(problem.answer, float) or problem.ln_base != 1:
        return []
    found: list[Diagnosis] = []
    for rule in fitting(problem, Library.ALL):
        value = rule.value()
        seen = [problem.answer, *known, *(one.value for one in found)]
        if sought.is_met_by(value) and not any(_same(value, other) for other in seen):
            name = f"the number of {rule.library} {rule.version}"
            found.append(Diagnosis(name, f"{rule.call} = {value:.6g}", value, rule.differs, rule.library))
    return found


def _same(value: float, other: Answer) -> bool:
    return isinstance(other, float) and bool(np.isclose(value, other, rtol=1e-9, atol=0.0, equal_nan=True))
