"""An answer held against what was claimed of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from xent_cli.answers.answer import Answer, Report, Stream, WorkedAnswer
from xent_cli.checking import Check, Gate
from xent_cli.core.errors import InputError
from xent_cli.inputs.literal import unwrapped
from xent_cli.inputs.sample import as_double
from xent_cli.measures.knobs import option_number
from xent_cli.options import Looks
from xent_cli.outcome import Outcome

if TYPE_CHECKING:
    from xent_cli.measures.problem import Problem
    from xent_cli.verify.claim import Claims
    from xent_cli.verify.verdict import Diagnosis, Known, VectorVerdict, Verdict

    # The wrong ways to an answer, each with the number that it leads to; in groups, the likeliest first.
    Wrong = Callable[[], Iterable[Iterable[Diagnosis]]]


class Asked(Protocol):
    """A call, as far as it matters here."""

    @property
    def check(self) -> Check: ...

    @property
    def output(self) -> Looks: ...


def concluded(
    call: Asked, answer: Answer, problem: "Problem | None" = None, *, wrong: "Wrong | None" = None
) -> Outcome:
    """The outcome: the answer, the verdict on the claim, and whether it keeps its bounds.

    A wrong claim is diagnosed by the `problem`, or held against the numbers that `wrong` ways lead to; without
    either, it is judged only.
    """
    if call.check.expect is None and (rule := call.check.rule):
        raise InputError("there is no claim to judge by it", rule, "say what to judge: --expect CLAIM")
    bounds = call.check if isinstance(call.check, Gate) else Gate()
    bounded = bounds.at_most is not None or bounds.at_least is not None
    if isinstance(answer, Stream):
        if bounded or call.check.expect is not None:
            option = "--at-most" if call.check.expect is None else "--expect"
            raise InputError(
                "only one answer is checked, not one for each row",
                option,
                "leave out --reduction none, or ask for one --row",
            )
        return Outcome(answer, call.output)

    def judge(claim: str) -> "Verdict | VectorVerdict":
        return verdict_on(replace(call.check, expect=claim), answer, problem, wrong)

    def known() -> "tuple[Known, ...]":
        return known_mistakes(problem, wrong)

    verdict = None if call.check.expect is None else judge(call.check.expect)
    gate = beyond(answer.value, bounds) if bounded else None
    return Outcome(answer, call.output, verdict, gate, judge=judge, problem=problem, known=known)


def beyond(value: object, bounds: Gate) -> str | None:
    """By how much the value is beyond its bounds."""
    from xent_cli.verify.gate import gate

    if isinstance(value, tuple) and len(value) == 1:
        (value,) = value
    if not isinstance(value, float):
        raise InputError("only one number can be held to a bound", "--at-most", "use --reduction mean or sum")
    most, least = (
        None if text is None else as_double(option_number(option, text))
        for option, text in (("--at-most", bounds.at_most), ("--at-least", bounds.at_least))
    )
    return gate(value, most, least)


def known_mistakes(problem: "Problem | None", wrong: "Wrong | None") -> "tuple[Known, ...]":
    """What is tried when a claim is diagnosed, one mistake at a time."""
    from xent_cli.verify.mistakes import known
    from xent_cli.verify.verdict import Both, Known

    if wrong is not None:
        return tuple(Known(way) for group in wrong() for way in group if not isinstance(way, Both))
    return () if problem is None else known(problem)


def verdict_on(
    check: Check, answer: Answer, problem: "Problem | None", wrong: "Wrong | None" = None
) -> "Verdict | VectorVerdict":
    """The claim judged; one that is not accepted is diagnosed."""
    from xent_cli.verify.claim import read_claims
    from xent_cli.verify.judge import judge, judge_vector, unanswered
    from xent_cli.verify.verdict import Rules
    from xent_cli.verify.written import is_missing

    assert not isinstance(answer, Stream)
    rules = Rules(check.strict, check.lenient, check.tol, check.rtol)
    values, unit = numbers(answer), answer.head.unit
    if is_missing(check.expect or ""):
        return unanswered(check.expect or "", values, unit)
    claims = read_claims(unwrapped(check.expect or "")).of(len(values))
    if isinstance(answer.value, float):
        verdict: Verdict | VectorVerdict = judge(claims.single(), values[0], unit, rules)
    else:
        verdict = judge_vector(claims, values, unit, rules)
    if verdict.accepted:
        return verdict
    if wrong is not None:
        from xent_cli.verify.ways import leading_to

        return diagnosed(verdict, claims, answer, leading_to(claims, unit, wrong()))
    if problem is None:
        return untried(verdict, claims, answer)
    from xent_cli.measures.totalled import Totalled
    from xent_cli.verify.mistakes import diagnose, may_be_a_step

    found = diagnose(claims, problem)
    if isinstance(problem, Totalled) and not found:
        return untried(verdict, claims, answer)
    if found or (isinstance(answer, WorkedAnswer) and not may_be_a_step(claims, problem)):
        return replace(verdict, diagnosis=found)
    return diagnosed(verdict, claims, answer, found)


def numbers(answer: Answer) -> Sequence[Decimal | float]:
    """The answer's numbers in a row, certified where they are."""
    assert not isinstance(answer, Stream)
    if answer.certificate:
        return answer.certificate.digits
    return np.array(answer.value).reshape(-1).tolist()


def diagnosed(
    verdict: "Verdict | VectorVerdict", claims: "Claims", answer: Answer, found: "tuple[Diagnosis, ...]"
) -> "Verdict | VectorVerdict":
    """The verdict with the mistakes that lead to the claim, or else the step of ours that it is."""
    if found or verdict.status != "wrong":
        return replace(verdict, diagnosis=found)
    return replace(verdict, hint=hint(claims, answer))


def untried(verdict: "Verdict | VectorVerdict", claims: "Claims", answer: Answer) -> "Verdict | VectorVerdict":
    """The verdict on a table, whose rows are gone: few mistakes can be tried on them."""
    return replace(verdict, tried=False, hint=hint(claims, answer))


def hint(claims: "Claims", answer: Answer) -> str | None:
    """Which of our own steps the claim is."""
    from xent_cli.verify.mistakes import step_claimed

    assert not isinstance(answer, Stream)
    return step_claimed(claims, steps_of(answer), answer.value)


def steps_of(answer: WorkedAnswer | Report) -> list[tuple[str, Any]]:
    """What was computed on the way to the answer, by name; not the answer itself."""
    if isinstance(answer, WorkedAnswer):
        from xent_cli.formula.unicode import Unicode

        worked = answer.worked
        steps: list[tuple[str, Any]] = [(step.title, step.value) for step in worked.steps]
        columns, notation = worked.columns, Unicode(worked.letters)
        named = [(c.symbol if isinstance(c.symbol, str) else notation.write(c.symbol), c.values) for c in columns]
    else:
        steps = [(fact.title, fact.value) for fact in answer.facts]
        columns = next((grid.columns for grid in answer.grids if grid.key == "values"), ())
        named = [(c.name, c.values) for c in columns]
    steps += [(title, values) for title, values in named[1:] if all(isinstance(x, float) for x in values)]
    return [(title, value) for title, value in steps if isinstance(value, tuple | float) and value != answer.value]
