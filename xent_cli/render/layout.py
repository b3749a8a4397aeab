"""An answer laid out as blocks of text, whoever draws them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from xent_cli.answers.answer import Certificate, Fact, Head, Report, Value, Verification, WorkedAnswer
from xent_cli.answers.worked import Column, Derivation, Identity, Step, Worked
from xent_cli.answers.worked import Grid as Table
from xent_cli.formula.expression import Formula
from xent_cli.formula.notation import Equation, Letters, Notation
from xent_cli.formula.unicode import Unicode
from xent_cli.outcome import Outcome
from xent_cli.render.abridged import FIRST, LAST, MANY, even_lines, of_lines, telling_lines, with_gaps
from xent_cli.render.block import Block, Grid, Math, Note, Result, Steps, Strip, Title
from xent_cli.render.numbers import aligned, cell, rows, with_numbers

SHORT_VECTOR = 10
# These are shown with --no-steps too.
ASKED = ("groups", "worst", "skipped_by_kind", "losses", "sweep", "libraries")
UNUSUAL = ("infinite", "ignored", "skipped")
# How formulas call the knobs.
_LETTERS = {
    "alpha": "α",
    "gamma": "γ",
    "rate": "η",
    "momentum": "β",
    "beta1": "β₁",
    "beta2": "β₂",
    "rho": "ρ",
    "epsilon": "ε",
    "decay": "δ",
}


# How a format writes what has these letters.
Writer = Callable[[Letters], Notation]


def worked_blocks(answer: WorkedAnswer, writer: Writer, digits: int | None, steps: bool) -> Iterator[Block]:
    """One vector: formula, a line per class, the steps, the answer, the remarks."""
    worked = answer.worked
    notation = writer(worked.letters)
    yield titled(answer.head.quantity, worked.equation, notation)
    if steps:
        yield from derivation_blocks(worked, notation, digits)
    yield result(answer.head, answer.value, answer.certificate, digits)
    yield from identity_notes(worked, notation, digits)
    if spoken := said_of(answer.head):
        yield Note(spoken)
    yield from (Note(with_numbers(note, digits)) for note in worked.notes)
    yield from verification_note(answer.verification)


def titled(text: str, equation: Equation, notation: Notation) -> Title:
    """A title with a formula, and with what its symbols stand for."""
    where = tuple(written(notation, meaning) for meaning in equation.where)
    return Title(text, written(notation, equation._replace(where=())), where)


def derivation_blocks(worked: Worked, notation: Notation, digits: int | None) -> Iterator[Block]:
    """What comes first, the lines of the classes, and the steps below them."""
    for grid in worked.grids:
        yield columns_grid(grid.title, grid.columns, digits, notation)
    yield classes_grid(worked.columns, digits, notation)
    if worked.steps:
        yield steps_grid(worked.steps, notation, digits)


def identity_notes(worked: Worked, notation: Notation, digits: int | None) -> Iterator[Note]:
    """What holds, with both sides."""
    for identity in worked.identities:
        if identity.holds:
            yield identity_note(identity, notation, digits)


def identity_note(identity: Identity, notation: Notation, digits: int | None) -> Note:
    """An identity, with its sides in numbers."""
    left, first, *others = (cell(x, digits) for x in (identity.left, *map(abs, identity.right)))
    signs = ["-" if x < 0 else "" for x in identity.right[:1]] + [" - " if x < 0 else " + " for x in identity.right[1:]]
    sides = "".join(sign + text for sign, text in zip(signs, (first, *others), strict=True))
    return Note(f"{left} = {sides}", "✓", written(notation, identity.formula))


def written(notation: Notation, what: Formula | Equation | str) -> str:
    """An expression in the notation; plain text as it is."""
    return what if isinstance(what, str) else Math(notation.write(what))


def report_blocks(report: Report, writer: Writer, digits: int | None, steps: bool) -> Iterator[Block]:
    """Many rows: the steps of typed ones, the facts, the lines per class, group or row, the answer, the remarks."""
    count = report.head.rows
    yield Title(report.head.quantity, "1 row" if count == 1 else f"{count:,} rows".replace(",", " "))
    for row in report.derivations if steps else ():
        yield from row_blocks(row, writer, digits)
    if facts := tuple(fact for fact in report.facts if steps or fact.key in UNUSUAL):
        yield facts_grid(facts, digits)
    for grid in report.grids:
        if steps or grid.key in ASKED:
            yield report_grid(grid, writer(Letters()), digits)
    yield result(report.head, report.value, report.certificate, digits)
    yield Note(listed(report.head.convention))
    yield from map(Note, report.notes)
    yield from verification_note(report.verification)


def report_grid(grid: Table, notation: Notation, digits: int | None) -> Grid:
    """A table of a report; in plain text those of bins and of classes have a bar for each line."""
    from xent_cli.render.bars import BARS

    count = len(grid.columns[0].values)
    if grid.key == "epochs" and count > MANY:
        drawn = columns_grid(grid.title, of_lines(grid.columns, even_lines(count)), digits, notation)
        return replace(drawn, caption=f"{MANY} of {count} lines, evenly spread")

    drawn = columns_grid(grid.title, grid.columns, digits, notation)
    made = BARS.get(grid.columns[-1].name)
    if made is None or not isinstance(notation, Unicode):
        return drawn
    return replace(drawn, strips=(*drawn.strips, made(grid.columns)))


def row_blocks(row: Derivation, writer: Writer, digits: int | None) -> Iterator[Block]:
    """The steps of one of several rows."""
    notation = writer(row.worked.letters)
    yield titled(f"row {row.row}", row.worked.equation, notation)
    yield from derivation_blocks(row.worked, notation, digits)
    yield from (Note(with_numbers(note, digits)) for note in row.worked.notes)


def said_of(head: Head) -> str:
    """By which convention one vector was answered, where it is not what everybody would take it for."""
    said = {**head.convention}
    for understood in ("base", "input", "loss", "wrt", "momentum_form", "epsilon_inside", "bias_correction"):
        said.pop(understood, None)
    if said.get("reduction") == "mean" and said["denominator"] in ("N", "N elements"):
        del said["reduction"], said["denominator"]
    return listed(said)


def listed(convention: Mapping[str, Any]) -> str:
    """A convention part by part, the knobs as the formulas call them."""
    known = {name: value for name, value in convention.items() if value is not None}
    return "; ".join(part_of(name, value) for name, value in known.items())


def part_of(name: str, value: Any) -> str:
    """A part of a convention; what is or is not, in words.

    >>> part_of("rate", 0.1), part_of("epsilon_inside", True), part_of("bias_correction", False)
    ('η: 0.1', 'ε inside', 'no bias correction')
    """
    if isinstance(value, bool):
        words = " ".join(_LETTERS.get(word, word) for word in name.split("_"))
        return words if value else f"no {words}"
    return f"{_LETTERS.get(name, name)}: {value}"


def verification_note(verification: Verification | None) -> Iterator[Note]:
    """What an independent derivative says of the answer."""
    if verification:
        yield Note(verification.said, {True: "✓", False: "✗", None: "·"}[verification.agrees])


def classes_grid(columns: tuple[Column, ...], digits: int | None, notation: Notation) -> Grid:
    """A line per class and a column per step; of very many classes the telling ones, and that is said."""
    count = len(columns[0].values)
    shown = telling_lines(columns[-1], count)
    if len(shown) == count:
        return columns_grid("", columns, digits, notation)
    grid = columns_grid("", of_lines(columns, shown), digits, notation)
    said = f"{len(shown)} of {count} lines: the first {FIRST}, the last {LAST}, the largest between"
    return replace(grid, strips=tuple(with_gaps(strip, shown) for strip in grid.strips), caption=said)


def columns_grid(title: str, columns: tuple[Column, ...], digits: int | None, notation: Notation) -> Grid:
    """A line per value and a column per step, with the sums below."""
    strips = tuple(strip(column, digits, notation) for column in columns)
    if any(column.total is not None for column in columns):
        strips = (replace(strips[0], total="Σ"), *strips[1:])
    return Grid(title, strips)


def strip(column: Column, digits: int | None, notation: Notation) -> Strip:
    """The cells of a column, and their sum."""
    header = written(notation, column.symbol)
    cells = [cell(value, digits) for value in column.values]
    if any(isinstance(value, str | tuple) for value in column.values):
        return Strip(header, tuple(cells))
    sums = [] if column.total is None else [cell(column.total, digits)]
    texts = aligned([*cells, *sums])
    return Strip(header, tuple(texts[: len(cells)]), True, texts[-1] if sums else "")


def steps_grid(steps: tuple[Step, ...], notation: Notation, digits: int | None) -> Steps:
    """A line per step of the derivation."""
    texts = aligned([_step_value(step, digits) for step in steps])
    titles = tuple(step.title for step in steps)
    formulas = tuple(written(notation, step.formula) for step in steps)
    return Steps("", (Strip("", titles), Strip("", formulas), Strip("", tuple(texts), True)))


def _step_value(step: Step, digits: int | None) -> str:
    values = step.value if isinstance(step.value, tuple) else (() if step.value is None else (step.value,))
    return ", ".join(cell(value, digits) for value in values)


def facts_grid(facts: tuple[Fact, ...], digits: int | None) -> Grid:
    """A line per fact of a report."""
    texts = aligned([cell(fact.value, digits) for fact in facts])
    titles, remarks = tuple(fact.title for fact in facts), tuple(fact.remark for fact in facts)
    return Grid("", (Strip("", titles), Strip("", tuple(texts), True), Strip("", remarks)))


def result(head: Head, value: Value, certificate: Certificate | None, digits: int | None) -> Result:
    """The answer with all its digits, and what stands behind them."""
    remark = "certified" if certificate else ""
    return Result(head.quantity, value_text(value, certificate, digits), head.unit or "", remark)


def value_text(value: Value, certificate: Certificate | None, digits: int | None) -> str:
    """The answer as text; a long vector is left to the table above it."""
    texts = rows(value, certificate, digits)
    count = sum(map(len, texts))
    if count > SHORT_VECTOR:
        return f"{count} values (all of them with --quiet, --json or --format csv)"
    return "; ".join(map(", ".join, texts))


def remarks(outcome: Outcome) -> Iterator[Note]:
    """What is said of a claim, and of bounds."""
    if outcome.verdict:
        from xent_cli.render.verdict import verdict_notes

        yield from verdict_notes(outcome.verdict)
    if outcome.gate:
        yield Note(outcome.gate, "✗")
