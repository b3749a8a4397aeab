"""One JSON object: numbers at round-trip precision, infinities and NaN as strings."""

import json
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from xent_cli.answers.answer import Answer, Ending, Head, Report, Stream, WorkedAnswer
from xent_cli.answers.worked import Column
from xent_cli.formula.unicode import Unicode
from xent_cli.outcome import Outcome
from xent_cli.render.layout import identity_note, written
from xent_cli.render.numbers import rows, with_numbers

if TYPE_CHECKING:
    from xent_cli.verify.graded import Graded
    from xent_cli.verify.sheet import Marking
    from xent_cli.verify.verdict import VectorVerdict, Verdict


def lines(answer: "Answer | Marking | Graded", digits: int | None, extra: Mapping[str, Any]) -> Iterator[str]:
    """The text of the object; a stream's values come a line each, as they are known."""
    match answer:
        case Stream():
            yield from _streamed(answer, extra)
        case WorkedAnswer() | Report():
            yield dumps({**_answer(answer, digits), **extra})
        case checked:
            from xent_cli.render.checked import as_object

            yield dumps({**as_object(checked), **extra})


def extras(outcome: Outcome) -> dict[str, Any]:
    """What is said of a claim, and of bounds."""
    said: dict[str, Any] = {}
    if outcome.verdict:
        said["verdict"] = verdict_object(outcome.verdict)
    if outcome.gate:
        said["gate"] = outcome.gate
    return said


def dumps(value: Any) -> str:
    """JSON with what JSON has no number for as strings."""
    return json.dumps(_finite(value), ensure_ascii=(sys.stdout.encoding or "ascii").lower() != "utf-8")


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_finite(item) for item in value]
    return value


def _answer(answer: WorkedAnswer | Report, digits: int | None) -> dict[str, Any]:
    head = _head(answer.head)
    body = {"command": head.pop("command"), "quantity": head.pop("quantity"), "value": answer.value, **head}
    if answer.certificate:
        body |= {"certified": True, "core_ulp": answer.certificate.core_ulp}
        if digits:
            texts = rows(answer.value, answer.certificate, digits)
            body["digits"] = texts if len(texts) > 1 else texts[0] if isinstance(answer.value, tuple) else texts[0][0]
    said = []
    if answer.verification:
        body["verified"] = answer.verification.agrees
        said = [answer.verification.said]
    if isinstance(answer, WorkedAnswer):
        worked = answer.worked
        notation = Unicode(worked.letters)
        steps = [{"title": s.title, "formula": written(notation, s.formula), "value": s.value} for s in worked.steps]
        columns = [{"name": c.name, "symbol": written(notation, c.symbol), "values": c.values} for c in worked.columns]
        sides = [identity_note(identity, notation, digits).said for identity in worked.identities]
        said = [*sides, *(with_numbers(note, digits) for note in worked.notes), *said]
        if infinite := infinite_rows(answer):
            body["infinite"] = infinite
        grids = {grid.key: _records(grid.columns) for grid in worked.grids}
        return body | {
            **{fact.key: fact.value for fact in answer.facts},
            **grids,
            **(answer.nested or {}),
            "columns": columns,
            "steps": steps,
            "notes": said,
        }
    body |= {**_ending(answer), **(answer.nested or {})}
    return body | {"notes": [*answer.notes, *said]}


def _ending(answer: Report | Ending) -> dict[str, Any]:
    """What is said of all rows together."""
    facts = {fact.key: fact.value for fact in answer.facts}
    return facts | {grid.key: _records(grid.columns) for grid in answer.grids} | {"notes": answer.notes}


def infinite_rows(answer: WorkedAnswer) -> int:
    """How many rows of a loss are infinite; the elements of several rows stand one below the other."""
    if not isinstance(answer.value, float) or not math.isinf(answer.value):
        return 0
    terms = [x for column in answer.worked.columns if column.name == "term" for x in column.values]
    infinite = sum(isinstance(x, float) and math.isinf(x) for x in terms)
    return min(max(infinite, 1), answer.head.rows)


def _head(head: Head) -> dict[str, Any]:
    return {
        "command": head.command,
        "quantity": head.quantity,
        "unit": head.unit,
        "rows": head.rows,
        **({"classes": head.classes} if head.classes else {}),
        "convention": dict(head.convention),
    }


def _records(columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    """A line each, without the cells that say nothing; a line of no rows says nothing at all."""
    names = [column.name for column in columns]
    lines = (zip(names, line, strict=True) for line in zip(*(c.values for c in columns), strict=True))
    records = ({name: value for name, value in line if value == value} for line in lines)
    return [record for record in records if record.get("rows") != 0]


def _streamed(answer: Stream, extra: Mapping[str, Any]) -> Iterator[str]:
    head = _head(answer.head)
    head.pop("rows")
    yield dumps(head)[:-1] + ', "value": ['
    rows = 0
    with TemporaryFile("w+", encoding="utf-8") as ids:  # of all rows they may be too many to hold
        for block in answer.blocks:
            ids.writelines(f"{dumps(name)}\n" for name in block.ids or ())
            for value in block.values.tolist():
                yield ("," if rows else "") + dumps(value)
                rows += 1
        if ids.tell():
            ids.seek(0)
            yield '], "ids": ['
            yield from (("," if i else "") + name.rstrip("\n") for i, name in enumerate(ids))
    yield "], " + dumps({"rows": rows, **_ending(answer.ending()), **extra})[1:]


def verdict_object(verdict: "Verdict | VectorVerdict") -> dict[str, Any]:
    """What came of a claim."""
    from xent_cli.verify.verdict import VectorVerdict

    said: dict[str, Any] = {
        "status": verdict.status,
        "accepted": verdict.accepted,
        "claim": verdict.claim,
        "value": verdict.value,
        "digits": verdict.digits,
        "diagnosis": [asdict(found) for found in verdict.diagnosis],
    }
    if verdict.hint:
        said["hint"] = verdict.hint
    if isinstance(verdict, VectorVerdict):
        said |= {"statuses": [part.status for part in verdict.parts], "first_off": verdict.first_off}
    return said
