"""An answer laid out as blocks of text, whoever draws them."""

from collections.abc import Iterator
from dataclasses import dataclass

from xent_cli.core.answer import Certificate, Head, Report, Value, WorkedAnswer
from xent_cli.core.worked import Column, Step
from xent_cli.render.numbers import aligned, cell, certified, plain
from xent_cli.verify.verdict import Status, VectorVerdict, Verdict

# A table of more lines than MANY shows its first, its last and its largest.
MANY, FIRST, LAST, LARGEST = 24, 6, 4, 6
SHORT_VECTOR = 10


@dataclass(frozen=True)
class Title:
    """The quantity and its formula."""

    text: str
    formula: str


@dataclass(frozen=True)
class Grid:
    """A table of text cells; its first line is the header."""

    title: str
    header: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Result:
    """The answer itself, with its unit."""

    name: str
    value: str
    remark: str


@dataclass(frozen=True)
class Note:
    """A remark; `mark` is a check, a cross or a dot."""

    text: str
    mark: str = "·"


Block = Title | Grid | Result | Note


def worked_blocks(answer: WorkedAnswer, digits: int | None, steps: bool) -> Iterator[Block]:
    """One vector: formula, a line per class, the steps, the answer, the remarks."""
    worked = answer.worked
    yield Title(answer.head.quantity, worked.formula)
    if steps:
        yield columns_grid("", worked.columns, digits)
        if worked.steps:
            yield steps_grid(worked.steps, digits)
    yield result(answer.head, answer.value, answer.certificate, digits)
    for note in worked.notes:
        yield Note(note, "✓" if " = " in note else "·")


def report_blocks(report: Report, digits: int | None, steps: bool) -> Iterator[Block]:
    """Many rows: the facts, the lines per class, group or row, the answer, the remarks."""
    yield Title(report.head.quantity, f"{report.head.rows:,} rows".replace(",", " "))
    if steps:
        facts = [(fact.title, cell(fact.value, digits), fact.remark) for fact in report.facts]
        values = aligned([value for _, value, _ in facts])
        lines = tuple((title, value, remark) for (title, _, remark), value in zip(facts, values, strict=True))
        yield Grid("", ("", "value", ""), lines)
        for grid in report.grids:
            yield columns_grid(grid.title, grid.columns, digits)
    yield result(report.head, report.value, report.certificate, digits)
    yield Note("; ".join(f"{name}: {value}" for name, value in report.head.convention.items() if value))
    for note in report.notes:
        yield Note(note)


def columns_grid(title: str, columns: tuple[Column, ...], digits: int | None) -> Grid:
    """A line per class and a column per step; of very many lines, the telling ones."""
    count = len(columns[0].values)
    shown = telling_lines(columns[-1], count)
    texts = [aligned([cell(column.values[i], digits) for i in shown]) for column in columns]
    caption = ""
    if len(shown) < count:
        caption = f"{len(shown)} of {count} lines: the first {FIRST}, the last {LAST}, the largest between"
    return Grid(title, tuple(column.symbol for column in columns), tuple(zip(*texts, strict=True)), caption)


def telling_lines(column: Column, count: int) -> list[int]:
    """All lines of a short table; of a long one the first, the last and those with the largest last column."""
    if count <= MANY:
        return list(range(count))
    between = range(FIRST, count - LAST)
    largest = sorted(between, key=lambda i: -_size(column.values[i]))[:LARGEST]
    return [*range(FIRST), *sorted(largest), *range(count - LAST, count)]


def _size(value: object) -> float:
    return abs(value) if isinstance(value, int | float) else 0.0


def steps_grid(steps: tuple[Step, ...], digits: int | None) -> Grid:
    """A line per step of the derivation."""
    texts = aligned([_step_value(step, digits) for step in steps])
    lines = tuple((step.title, step.formula, text) for step, text in zip(steps, texts, strict=True))
    return Grid("", ("step", "formula", "value"), lines)


def _step_value(step: Step, digits: int | None) -> str:
    values = step.value if isinstance(step.value, tuple) else (() if step.value is None else (step.value,))
    return ", ".join(cell(value, digits) for value in values)


def result(head: Head, value: Value, certificate: Certificate | None, digits: int | None) -> Result:
    """The answer with all its digits, and what stands behind them."""
    remark = head.unit or ""
    if certificate:
        remark += f"  certified: 50 and 100 digits agree; float64 was {certificate.core_ulp:.2g} ulp off"
    return Result(head.quantity, value_text(value, certificate, digits), remark)


def value_text(value: Value, certificate: Certificate | None, digits: int | None) -> str:
    """The answer as text; a long vector is left to the table above it."""
    if certificate and digits:
        texts = [certified(number, digits) for number in certificate.digits]
    else:
        numbers = value if isinstance(value, tuple) else (value,)
        texts = [", ".join(plain(x, digits) for x in (n if isinstance(n, tuple) else (n,))) for n in numbers]
    if len(texts) > SHORT_VECTOR:
        return f"{len(texts)} values (all of them with --quiet, --json or --format csv)"
    return ", ".join(texts)


def verdict_blocks(verdict: Verdict | VectorVerdict) -> Iterator[Block]:
    """What is said of a claim: its status, and the mistakes that lead to it."""
    yield Note(verdict_text(verdict), "✓" if verdict.accepted else "✗")
    for found in verdict.diagnosis:
        whose = f"{found.convention}'s convention: " if found.convention else ""
        yield Note(f"{whose}{found.name}: {found.formula}. {found.remedy}", "→")
    if len(verdict.diagnosis) > 1:
        yield Note("several fit the digits of the claim; more digits would tell them apart")
    if not verdict.accepted and not verdict.diagnosis:
        yield Note(f"no known mistake gives this number{f'; {verdict.hint}' if verdict.hint else ''}")


def verdict_text(verdict: Verdict | VectorVerdict) -> str:
    """The status of a claim in a sentence."""
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
        case Status.TRUNCATED:
            how = f"is {value}{unit} cut off, not rounded, at the {_places(verdict.digits)} typed"
        case Status.COARSE:
            how = f"is a whole number where the value is not: {value}{unit}"
        case Status.CLOSE:
            how = f"is close, but the value is {value}{unit}: rounded on the way?"
        case _:
            how = f"is wrong: the value is {value}{unit}"
    return f"{verdict.claim} {how}"


def _places(digits: int | None) -> str:
    return f"{digits} decimal{'' if digits == 1 else 's'}"
