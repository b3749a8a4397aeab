"""A typed problem -> what the libraries' calls give for it."""

import math

from xent_cli.answers.answer import Head, Report, WorkedAnswer
from xent_cli.answers.worked import Column, Grid
from xent_cli.choices import Library, Reduction
from xent_cli.core.errors import InputError
from xent_cli.libraries.catalogue import fitting
from xent_cli.libraries.rule import Rule
from xent_cli.measures.problem import Problem

CLOSE = 1e-9


def as_library(problem: Problem, own: WorkedAnswer | Report, library: Library) -> Report:
    """A line for each call, beside the plain value; of one library, its number is the answer."""
    if problem.reduction is Reduction.NONE:
        raise InputError("a library is asked for one number", "--reduction none", "leave it out")
    found = fitting(problem, library)
    if not found:
        what = f"no call of {'any library' if library is Library.ALL else library} is known for this"
        raise InputError(what, f"--as {library}", "leave it out, or ask for --as all of a plainer problem")
    assert isinstance(own.value, float)
    plain = own.value * problem.ln_base
    values = tuple(rule.value() + 0.0 for rule in found)
    columns = (
        Column("library", "library", ("xent", *(rule.library for rule in found))),
        Column("value", "value", (plain, *values)),
        Column("call", "call", ("", *(rule.call for rule in found))),
        Column(
            "differs",
            "what differs",
            ("", *(told(rule, value, plain) for rule, value in zip(found, values, strict=True))),
        ),
    )
    versions = sorted({f"{rule.library} {rule.version}" for rule in found})
    notes = [f"checked against {', '.join(versions)}"]
    if problem.ln_base != 1:
        notes.append("all of these are in nats" if problem.measure.has_base else "")
    head = own.head
    value = values[0] if len(found) == 1 else (plain, *values)
    unit = "nats" if problem.measure.has_base else None
    shown = Head(head.command, head.quantity, unit, head.rows, head.classes, {**head.convention, "as": str(library)})
    return Report(shown, value, (), (Grid("libraries", "", columns),), tuple(filter(None, notes)))


def told(rule: Rule, value: float, plain: float) -> str:
    """What differs, and whether it shows here."""
    same = value == plain or math.isclose(value, plain, rel_tol=CLOSE)
    if math.isnan(value):
        return f"nan: {rule.differs}"
    return f"the same here; {rule.differs}" if same else rule.differs
