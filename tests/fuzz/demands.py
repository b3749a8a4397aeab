"""What is demanded of every call, whatever it was."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from xent_cli.app import COMMANDS, load
from xent_cli.argv import shielded

from .case import Case, Ran
from .encodings import inflated

SLOW = 2.0
LINES = "\n"
# Options by which an answer may be found wanting; a sheet, which holds claims, is a file of `check`.
CLAIMING = ("expect", "at_most", "at_least", "verify")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# Text, or the bytes of the number.
NAN_TYPED = rb"(?i:nan)|\x00\xf8[\x7f\xff]"
_NAN = re.compile(r"\bnan\b", re.IGNORECASE)


def broken(case: Case, ran: Ran) -> Iterator[str]:
    """The demands that are not met, each in a few words that begin with its name."""
    if ran.code not in (0, 1, 2):
        yield f"exit {ran.code}: {ran.err.strip()[:300]}"
        return
    if ran.seconds > SLOW:
        yield f"slow: {ran.seconds:.1f} s"
    if ran.code == 2:
        if ran.out:
            yield f"output: exit 2 after {visible(ran.out)}"
        if ran.err.count("\n") != 1 or not ran.err.endswith("\n"):
            yield f"lines: exit 2 with {ran.err.count(LINES)} lines on stderr: {visible(ran.err)}"
    elif said := options(case):
        yield from _unlike_an_answer(case, said, ran)
    if not all(line.startswith("xent: ") for line in ran.err.split("\n")[:-1]):
        yield f"stderr: a line that is not ours: {visible(ran.err)}"
    if found := _control(ran.err):
        yield f"control: {visible(found)} on stderr: {visible(ran.err)}"


def _unlike_an_answer(case: Case, said: Mapping[str, Any], ran: Ran) -> Iterator[str]:
    """What is wrong with the standard output of exit 0 or 1."""
    if ran.code == 1 and "files" not in said and not any(said.get(name) for name in CLAIMING):
        yield "exit 1: nothing was claimed"
    if _NAN.search(ran.out) and not re.search(NAN_TYPED, typed(case)):
        yield f"nan: {_around(_NAN, ran.out)}"
    match asked_format(said):
        case "json":
            yield from _unlike_json(ran.out)
        case "csv":
            yield from _unlike_csv(ran.out)
        case "plain":
            yield from _unlike_numbers(ran.out)
        case _:
            if found := _control(_COLOURS.sub("", ran.out)):
                yield f"control: {visible(found)} on stdout"


def _unlike_json(text: str) -> Iterator[str]:
    """Whether it is one object, of numbers that JSON has."""

    def refuse(constant: str) -> Any:
        raise ValueError(f"{constant} is not JSON")

    try:
        answer = json.loads(text, parse_constant=refuse)
    except ValueError as error:
        yield f"json: {error}"
        return
    if not {"command", "value"} <= answer.keys():
        yield f"json: only {sorted(answer)}"


def _unlike_csv(text: str) -> Iterator[str]:
    """Whether it is lines of as many cells each."""
    try:
        widths = {len(line) for line in csv.reader(io.StringIO(text))}
    except csv.Error as error:
        yield f"csv: {error}"
        return
    if len(widths) != 1:
        yield f"csv: lines of {sorted(widths)} cells"


def _unlike_numbers(text: str) -> Iterator[str]:
    """Whether every line is numbers, parted by commas."""
    try:
        for number in text.replace("\n", ",").split(",")[:-1]:
            float(number)
    except ValueError as error:
        yield f"plain: {error}"


def options(case: Case) -> Mapping[str, Any]:
    """The options of a call that was answered, as its command's own parser reads them; none where it is help."""
    if {"--help", "--version"} & set(case.argv):
        return {}
    name, *words = case.argv[next(i for i, word in enumerate(case.argv) if word in COMMANDS) :]
    said: Mapping[str, Any] = load(name).make_context(name, shielded(words)).params
    return said


def asked_format(said: Mapping[str, Any]) -> str:
    """The format that an answer is asked for in."""
    if said["quiet"]:
        return "plain"
    return "json" if said["json"] else str(said["format"] or "table")


def typed(case: Case) -> bytes:
    """All that the user wrote."""
    words = " ".join(case.argv).encode("utf-8", "replace")
    return b" ".join((words, *map(inflated, (*case.files.values(), case.stdin))))


def visible(text: str) -> str:
    """The start of a text, its control characters as escapes."""
    return ascii(text[:200])[1:-1]


def _control(text: str) -> str | None:
    """The first character that a terminal would obey."""
    return next((c for c in text if c != "\n" and unicodedata.category(c) == "Cc"), None)


def _around(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return visible(text[max(0, found.start() - 60) : found.end() + 20]) if found else ""
