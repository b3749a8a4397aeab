"""What is said of a claim."""

from collections.abc import Iterator

from xent_cli.render.block import Note
from xent_cli.render.numbers import plain
from xent_cli.verify.verdict import Status, VectorVerdict, Verdict


def verdict_notes(verdict: Verdict | VectorVerdict) -> Iterator[Note]:
    """What is said of a claim: its status, and the mistakes that lead to it."""
    yield Note(verdict_text(verdict), "✓" if verdict.accepted else "✗")
    for found in verdict.diagnosis:
        whose = f"{found.convention}'s convention: " if found.convention else ""
        yield Note(f"{whose}{found.name}: {found.formula}; {found.remedy}", "→")
    if len(verdict.diagnosis) > 1:
        yield Note("several fit the digits of the claim; more digits would tell them apart")
    if verdict.status is Status.WRONG and not verdict.diagnosis:
        why = (
            "no known mistake gives this number"
            if verdict.tried
            else "of a table only the base, the sign, the mean and the class weights are tried"
        )
        yield Note(f"{why}{f'; {verdict.hint}' if verdict.hint else ''}")


def verdict_text(verdict: Verdict | VectorVerdict) -> str:
    """The status of a claim in a sentence."""
    if verdict.status is Status.MISSING:
        return "no answer is given"
    if isinstance(verdict, VectorVerdict) and len(verdict.parts) == 1:
        (verdict,) = verdict.parts
    if isinstance(verdict, VectorVerdict):
        first = verdict.first_off
        where = (
            ""
            if first is None
            else f"; the first that is off is entry {first + 1}: {verdict_text(verdict.parts[first])}"
        )
        return f"{verdict.claim} is {verdict.status}{where}"
    value = plain(verdict.compared)
    unit = f" {verdict.unit}" if verdict.unit else ""
    match verdict.status:
        case Status.CORRECT:
            how = "is correct" if verdict.digits is None else f"is correct to the {_places(verdict.digits)} typed"
        case Status.SINGLE:
            how = f"agrees as far as single precision (float32) goes: the value is {value}{unit}"
        case Status.TRUNCATED:
            how = f"is {value}{unit} cut off, not rounded, at the {_places(verdict.digits)} typed"
        case Status.COARSE:
            how = f"is a whole number where the value is not: {value}{unit}; give its decimals"
        case Status.CLOSE:
            how = f"is close, but the value is {value}{unit}: rounded on the way?"
        case _:
            how = f"is wrong: the value is {value}{unit}"
    return f"{verdict.claim} {how}"


def _places(digits: int | None) -> str:
    return f"{digits} decimal{'' if digits == 1 else 's'}"
