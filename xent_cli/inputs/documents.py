"""JSON documents: an object a line, or one object over many lines, as Python has them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from xent_cli.core.errors import InputError
from xent_cli.inputs.formats import BLANK
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.storage import STDIN
from xent_cli.inputs.stream import Stream, check_readable, head_of, shown
from xent_cli.inputs.units import TextUnits, cut_lines

HEAD = 1 << 22


class Document(NamedTuple):
    """An object, and where it stands."""

    place: str
    found: dict[str, Any]


def first_document(path: str) -> dict[str, Any] | None:
    """The first object of a file, which can still be read afterwards; None where it does not start with one."""
    if path != STDIN:
        check_readable(path)
    text = head_of(path, HEAD).lstrip(BLANK).decode("utf-8", "replace")
    if not text.startswith("{"):
        return None
    try:
        found, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def read_documents(paths: Sequence[str]) -> Iterator[Document]:
    """Every object of the files in turn; InputError for a line that is none."""
    for path in paths:
        found = False
        for document in _read(path):
            found = True
            yield document
        if not found:
            raise InputError("is empty", shown(path), "give a JSON object for each document, one a line")


def _read(path: str) -> Iterator[Document]:
    units, scratch, line = TextUnits(Stream(path)), Scratch(), 0
    started = False
    while unit := units.take(scratch, cut_lines):
        lines = bytes(unit.view).decode("utf-8-sig", "replace").split("\n")
        for offset, text in enumerate(lines):
            text = text.strip()
            if not text:
                continue
            found = _load(text)
            if found is None and not started:
                rest = [*lines[offset:], *_rest(units, scratch)]
                yield from _one(path, "\n".join(rest))
                return
            if not isinstance(found, dict):
                remedy = "write an object a line, as jq -c does"
                raise InputError("is not a JSON object", f"{shown(path)}, line {line + offset + 1}", remedy)
            started = True
            yield Document(f"{shown(path)}, line {line + offset + 1}", found)
        line += unit.lines()


def _rest(units: TextUnits, scratch: Scratch) -> Iterator[str]:
    """What follows, as text."""
    while unit := units.take(scratch, cut_lines):
        yield bytes(unit.view).decode("utf-8", "replace")


def _one(path: str, text: str) -> Iterator[Document]:
    """One object that runs over many lines, or a list of them."""
    found = _load(text)
    several = found if isinstance(found, list) else [found]
    for number, one in enumerate(several, 1):
        if not isinstance(one, dict):
            what = "does not hold a JSON object on each line, nor one object"
            raise InputError(what, shown(path), "write an object a line, as jq -c does")
        place = f"{shown(path)}, object {number}" if len(several) > 1 else shown(path)
        yield Document(place, one)


def _load(text: str) -> Any:
    """The value of a text; None where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def within(found: Any, path: str) -> Any:
    """What a dotted name reaches; None where there is nothing.

    >>> within({"output": {"logprobs": [-1.5]}, "a.b": 2}, "output.logprobs"), within({"a.b": 2}, "a.b")
    ([-1.5], 2)
    """
    if isinstance(found, dict) and path in found:
        return found[path]
    name, dot, rest = path.partition(".")
    return within(found[name], rest) if dot and isinstance(found, dict) and name in found else None
