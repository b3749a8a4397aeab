"""A question as an exchange format has it: numbers that a student may type, each with its worth and its feedback."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from math import isfinite
from typing import NamedTuple

from xent_cli.core.errors import InputError, counted
from xent_cli.exercises.solution import Solution
from xent_cli.verify.key import Question
from xent_cli.verify.verdict import Diagnosis, Status

# The shares of the points that Moodle knows, in hundredths.
GRADES = (
    *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30"),
    *("25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"),
)
CUT = "cut off, not rounded: 5 and more go up"
NEAR = "close: was a number rounded on the way? Keep all digits until the end"


class Accepted(NamedTuple):
    """A number that is answered to: the share of the points for it, and what is said."""

    grade: str
    number: str
    tolerance: str
    feedback: str


class Exported(NamedTuple):
    """A question with one number for an answer."""

    name: str
    text: str
    points: float
    general: str
    answers: tuple[Accepted, ...]


def exported(solution: Solution, credit: Mapping[str, float]) -> Iterator[Exported]:
    """The question; that of a vector is one for each entry."""
    values = solution.answered.values
    if not all(map(isfinite, values)):
        line = solution.question.line
        raise InputError(f"{line.command} is infinite", line.place, "ask for a number")
    for k in range(len(values)):
        yield _entry(solution, k, credit)


def _entry(solution: Solution, k: int, credit: Mapping[str, float]) -> Exported:
    question, answered, decimals = solution.question, solution.answered, solution.decimals
    count, right = len(answered.values), answered.values[k]
    name, which = question.name, ""
    if count > 1:
        name, which = f"{name}.{k + 1}", f"entry {k + 1} of {count}, "
    return Exported(
        name,
        f"{asked(question)} ({which}{how(solution)})",
        question.points / count,
        f"{answered.quantity}: {written(right, decimals)} {answered.unit or ''}".rstrip(),
        tuple(told_apart(answers(solution, k, credit), decimals)),
    )


def asked(question: Question) -> str:
    """The question in its own words, or as a command."""
    return question.words or f"xent {question.line.command}"


def how(solution: Solution) -> str:
    """How the answer is to be written."""
    unit = f", in {solution.answered.unit}" if solution.answered.unit else ""
    return f"to {counted(solution.decimals, 'decimal')}{unit}"


def answers(solution: Solution, k: int, credit: Mapping[str, float]) -> Iterator[Accepted]:
    """What rounds to the answer, what is cut off, each mistake that is named at these digits, what is close."""
    right, decimals = solution.answered.values[k], solution.decimals
    half, sliver = units("0.5", decimals), units("0.001", decimals)
    yield Accepted("100", shortest(right), half, "")
    yield Accepted(grade(credit.get(Status.TRUNCATED, 1.0)), written(right, decimals, down=True), sliver, CUT)
    for known in solution.named:
        yield Accepted("0", shortest(known.values[k]), half, said(known.diagnosis))
    if decimals:
        yield Accepted(grade(credit.get(Status.CLOSE, 0.0)), shortest(right), units("2", decimals), NEAR)


def told_apart(accepted: Iterable[Accepted], decimals: int) -> Iterator[Accepted]:
    """Those that are a number of their own at these digits; what is only near comes behind them all."""
    taken = set()
    for answer in accepted:
        shown = written(float(answer.number), decimals)
        if shown not in taken or answer.feedback == NEAR:
            taken.add(shown)
            yield answer


def said(diagnosis: Diagnosis) -> str:
    """A mistake in words: what it is, how it comes to this number, and what to do."""
    name = f"{diagnosis.name} ({diagnosis.convention})" if diagnosis.convention else diagnosis.name
    return f"{name}: {diagnosis.formula}; {diagnosis.remedy}"


def grade(share: float) -> str:
    """The share of the points in hundredths that is nearest among those that Moodle knows.

    >>> grade(1.0), grade(0.5), grade(1 / 3), grade(0.55)
    ('100', '50', '33.33333', '60')
    """
    return min(GRADES, key=lambda known: abs(float(known) - 100 * share))


def written(x: float, decimals: int, *, down: bool = False) -> str:
    """A number with so many decimals.

    >>> written(0.35667, 3), written(0.35667, 3, down=True), written(-0.0001, 3)
    ('0.357', '0.356', '0.000')
    """
    text = f"{Decimal(repr(x)).quantize(Decimal((0, (1,), -decimals)), ROUND_DOWN):f}" if down else f"{x:.{decimals}f}"
    return text.removeprefix("-") if not text.strip("-0.") else text


def shortest(x: float) -> str:
    """A number in twelve digits, without an exponent."""
    return f"{Decimal(f'{x + 0.0:.12g}'):f}"


def units(count: str, decimals: int) -> str:
    """So many units of the last decimal.

    >>> units("0.5", 3)
    '0.0005'
    """
    return f"{Decimal(count).scaleb(-decimals):f}"
