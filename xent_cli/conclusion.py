"""An answer held against what was claimed of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from xent_cli.call import Call
from xent_cli.core.answer import Answer, Stream, WorkedAnswer
from xent_cli.core.errors import InputError
from xent_cli.options import Check, Gate
from xent_cli.outcome import Outcome

if TYPE_CHECKING:
    from xent_cli.verify.claim import Claims
    from xent_cli.verify.problem import Problem
    from xent_cli.verify.verdict import VectorVerdict, Verdict


def concluded(call: Call, answer: Answer, problem: "Callable[[], Problem] | None" = None) -> Outcome:
    """The outcome: the answer, the verdict on the claim, and whether it keeps its bounds.

    `problem` makes what a wrong claim is diagnosed by; without it, it is judged only.
    """
    bounds = call.check if isinstance(call.check, Gate) else Gate()
    bounded = bounds.at_most is not None or bounds.at_least is not None
    if isinstance(answer, Stream):
        if bounded or call.check.expect is not None:
            raise InputError("a stream of rows is not checked", "--expect", "reduce it, or ask for one --row")
        return Outcome(answer, call.output)
    verdict = verdict_on(call.check, answer, problem) if call.check.expect is not None else None
    return Outcome(answer, call.output, verdict, beyond(answer.value, bounds) if bounded else None)


def beyond(value: object, bounds: Gate) -> str | None:
    """By how much the value is beyond its bounds."""
    from xent_cli.verify.gate import gate

    if not isinstance(value, float):
        raise InputError("only one number can be held to a bound", "--at-most", "use --reduction mean or sum")
    return gate(value, bounds.at_most, bounds.at_least)


def verdict_on(check: Check, answer: Answer, problem: "Callable[[], Problem] | None") -> "Verdict | VectorVerdict":
    """The claim judged; one that is not accepted is diagnosed."""
    from xent_cli.verify.claim import read_claims
    from xent_cli.verify.judge import judge, judge_vector
    from xent_cli.verify.verdict import Rules

    assert not isinstance(answer, Stream)
    claims = read_claims(check.expect or "")
    rules = Rules(check.strict, check.lenient, check.tol, check.rtol)
    values, unit = numbers(answer), answer.head.unit
    if isinstance(answer.value, float):
        verdict: Verdict | VectorVerdict = judge(claims.single(), values[0], unit, rules)
    else:
        verdict = judge_vector(claims, values, unit, rules)
    if verdict.accepted or problem is None:
        return verdict
    return diagnosed(verdict, claims, answer, problem())


def numbers(answer: Answer) -> Sequence[Decimal | float]:
    """The answer's numbers in a row, certified where they are."""
    assert not isinstance(answer, Stream)
    if answer.certificate:
        return answer.certificate.digits
    return np.array(answer.value).reshape(-1).tolist()


def diagnosed(
    verdict: "Verdict | VectorVerdict", claims: "Claims", answer: Answer, problem: "Problem"
) -> "Verdict | VectorVerdict":
    """The verdict with the mistakes that lead to the claim, or else the nearest of our own steps."""
    from xent_cli.verify.mistakes import diagnose, nearest

    found = diagnose(claims, problem)
    hint = None
    if not found and len(claims.parts) == 1 and isinstance(answer, WorkedAnswer):
        worked = answer.worked
        steps = [(step.title, step.value) for step in worked.steps]
        hint = nearest(claims.single(), steps)
    return replace(verdict, diagnosis=found, hint=hint)
