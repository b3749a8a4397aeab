"""One JSON object: numbers at round-trip precision, infinities and NaN as strings."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from xent_cli.core.answer import Head, Report, Stream, WorkedAnswer
from xent_cli.core.worked import Column
from xent_cli.render.numbers import certified


def lines(answer: WorkedAnswer | Report | Stream, digits: int | None, extra: Mapping[str, Any]) -> Iterator[str]:
    """The text of the object; a stream's values come a line each, as they are known."""
    if isinstance(answer, Stream):
        yield from _streamed(answer, extra)
    else:
        yield dumps({**_answer(answer, digits), **extra})


def dumps(value: Any) -> str:
    """JSON with what JSON has no number for as strings."""
    return json.dumps(_finite(value), ensure_ascii=False)


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
            texts = [certified(number, digits) for number in answer.certificate.digits]
            body["digits"] = texts if isinstance(answer.value, tuple) else texts[0]
    if isinstance(answer, WorkedAnswer):
        worked = answer.worked
        steps = [{"title": s.title, "formula": s.formula, "value": s.value} for s in worked.steps]
        columns = [{"name": c.name, "symbol": c.symbol, "values": c.values} for c in worked.columns]
        return body | {"columns": columns, "steps": steps, "notes": worked.notes}
    body |= {fact.key: fact.value for fact in answer.facts}
    body |= {grid.key: _records(grid.columns) for grid in answer.grids}
    return body | {"notes": answer.notes}


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
    names = [column.name for column in columns]
    return [dict(zip(names, line, strict=True)) for line in zip(*(c.values for c in columns), strict=True)]


def _streamed(answer: Stream, extra: Mapping[str, Any]) -> Iterator[str]:
    head = _head(answer.head)
    head.pop("rows")
    yield dumps(head)[:-1] + ', "value": ['
    rows = 0
    for block in answer.blocks:
        for value in block.values.tolist():
            yield ("," if rows else "") + dumps(value)
            rows += 1
    yield "], " + dumps({"rows": rows, **extra})[1:]
