"""The one place that writes answers; a format's module is loaded when it is asked for."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from xent_cli.core.answer import Report, Stream, WorkedAnswer
from xent_cli.options import Format, Output
from xent_cli.outcome import Outcome
from xent_cli.verify.verdict import VectorVerdict


def show(outcome: Outcome) -> None:
    """Write the outcome to standard output."""
    output = outcome.output
    match chosen(output):
        case Format.JSON:
            from xent_cli.render import json

            write(json.lines(outcome.answer, output.digits, extras(outcome)))
        case Format.PLAIN:
            from xent_cli.render import plain

            write(plain.lines(outcome.answer, output.digits))
        case Format.CSV:
            from xent_cli.render import csv

            csv.write(outcome.answer, output.digits)
        case Format.MARKDOWN:
            from xent_cli.render import markdown

            write(markdown.lines(blocks(outcome)))
        case _:
            from xent_cli.render import table

            table.draw(blocks(outcome), output.color)


def chosen(output: Output) -> Format:
    """The format that was asked for; --quiet and --json are short for one."""
    if output.quiet:
        return Format.PLAIN
    return Format.JSON if output.json else output.format or Format.TABLE


def blocks(outcome: Outcome) -> Iterator[Any]:
    """The answer laid out, and what is said of the claim."""
    from xent_cli.render import layout

    output = outcome.output
    match outcome.answer:
        case WorkedAnswer() as answer:
            yield from layout.worked_blocks(answer, output.digits, output.steps)
        case Report() as report:
            yield from layout.report_blocks(report, output.digits, output.steps)
    if outcome.verdict:
        yield from layout.verdict_blocks(outcome.verdict)
    if outcome.gate:
        yield layout.Note(outcome.gate, "✗")


def extras(outcome: Outcome) -> dict[str, Any]:
    """What is said of the claim, as JSON has it."""
    said: dict[str, Any] = {}
    if verdict := outcome.verdict:
        diagnosis = [asdict(found) for found in verdict.diagnosis]
        said["verdict"] = {
            "status": verdict.status,
            "accepted": verdict.accepted,
            "claim": verdict.claim,
            "value": verdict.value,
            "digits": verdict.digits,
            "diagnosis": diagnosis,
        }
        if verdict.hint:
            said["verdict"]["hint"] = verdict.hint
        if isinstance(verdict, VectorVerdict):
            said["verdict"] |= {"statuses": [part.status for part in verdict.parts], "first_off": verdict.first_off}
    if outcome.gate:
        said["gate"] = outcome.gate
    return said


def write(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    for line in lines:
        sys.stdout.write(line + "\n")
