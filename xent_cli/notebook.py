"""A command as Python calls it: its answer with the steps, which a notebook shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any

from xent_cli.answers.answer import Report, Stream, Value, WorkedAnswer
from xent_cli.answers.worked import Step
from xent_cli.choices import Color
from xent_cli.core.errors import InputError
from xent_cli.outcome import Outcome
from xent_cli.record import record

_OPTION = re.compile(r"--(?!help\b)([a-z][a-z-]*)")


def worked(command: str, *operands: Any, **options: Any) -> "Workings":
    """What a command answers to these operands, with its steps: a notebook shows them as its HTML format does.

    `command` is one of the command line, but `check`; its operands are numbers, lists or arrays of shape (K,) or
    (N, K), names, or text as it is typed there, such as a file's name. Options are keywords: `gamma=2`, `base=2`,
    `logits=True`. The answer has a `value`, a `unit` and `steps`, and with `expect` says whether it is `accepted`.
    InputError for whatever the command line refuses.

    >>> from xent_cli import worked
    >>> answer = worked("ce", 0, [2, 1, 0.1], logits=True)
    >>> answer.value, answer.unit
    (0.4170300162778335, 'nats')
    >>> [step.title for step in answer.steps][:3]
    ['largest logit', 'sum of exponentials', 'log-sum-exp']
    """
    from xent_cli.app import outcome_of
    from xent_cli.marking.sheets import no_standard_input

    if command == "check":
        raise InputError("it marks files, and has no steps", command, "call it in a shell: xent check")
    words = [command, *said(options), "--", *map(typed, operands)]
    try:
        with no_standard_input():
            outcome = outcome_of(words)
    except InputError as error:
        raise InputError(*map(in_python, (error.what, error.where, error.remedy))) from None
    if isinstance(outcome.answer, Stream):
        raise InputError("a stream of rows has no steps", "reduction", "reduce it, or ask for one row")
    return Workings(outcome)


@record
class Workings:
    """The answer of a command, worked; shown as a table, and in a notebook as HTML or LaTeX."""

    outcome: Outcome

    @property
    def value(self) -> Value:
        """The number, the vector, or a vector a row."""
        return self._answer.value

    @property
    def unit(self) -> str | None:
        """The unit of the value; None where it is no amount of information."""
        return self._answer.head.unit

    @property
    def steps(self) -> tuple[Step, ...]:
        """The lines of the derivation, their formulas as text; of several rows, one row after the other."""
        from xent_cli.formula.unicode import Unicode
        from xent_cli.render.layout import written

        answer = self._answer
        rows = [answer.worked] if isinstance(answer, WorkedAnswer) else [row.worked for row in answer.derivations]
        return tuple(
            step._replace(formula=str(written(Unicode(row.letters), step.formula)))
            for row in rows
            for step in row.steps
        )

    @property
    def accepted(self) -> bool:
        """Whether what was claimed of the answer holds."""
        return self.outcome.accepted

    @property
    def _answer(self) -> WorkedAnswer | Report:
        assert isinstance(self.outcome.answer, WorkedAnswer | Report)
        return self.outcome.answer

    def __repr__(self) -> str:
        from xent_cli.formula.unicode import Unicode
        from xent_cli.render import blocks, table

        with redirect_stdout(StringIO()) as shown:
            table.draw(blocks(self.outcome, Unicode), Color.NEVER)
        return "\n".join(line.rstrip() for line in shown.getvalue().splitlines())

    def _repr_html_(self) -> str:
        from xent_cli.formula.mathml import MathML
        from xent_cli.render import blocks, html

        return "\n".join(html.part(blocks(self.outcome, MathML)))

    def _repr_latex_(self) -> str:
        from xent_cli.formula.latex import Latex
        from xent_cli.render import blocks, latex

        return "\n".join(latex.lines(blocks(self.outcome, Latex)))


def said(options: dict[str, Any]) -> Iterator[str]:
    """The options as a command line has them; False and None leave one out."""
    for name, value in options.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            yield option
        elif value is not None and value is not False:
            yield f"{option}={typed(value)}"


def typed(value: Any) -> str:
    """A number, a name, or an array of them as it would be typed.

    >>> typed([2, 0.1]), typed([[1, 0], [0.5, 0.5]]), typed("1/3")
    ('2,0.1', '1,0;0.5,0.5', '1/3')
    """
    match listed(value):
        case [[*_], *_] as rows:
            return ";".join(",".join(map(cell, row)) for row in rows)
        case [*cells]:
            return ",".join(map(cell, cells))
        case alone:
            return cell(alone)


def listed(value: Any) -> Any:
    """An array, or whatever else holds several, as lists."""
    if hasattr(value, "tolist"):
        return value.tolist()
    several = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
    return [listed(entry) for entry in value] if several else value


def cell(value: Any) -> str:
    """A number or a name as it would be typed."""
    match value:
        case str():
            return value
        case bool():
            return str(int(value))
        case int() | Decimal() | Fraction():
            return str(value)
        case float():
            return repr(value)
    raise InputError(f"{value!r} is no number", "", "give numbers, names, or lists or arrays of them")


def in_python(text: str) -> str:
    """What is said of an option, said of a keyword.

    >>> in_python("rescale it with --normalize")
    'rescale it with normalize'
    """
    return _OPTION.sub(lambda option: option[1].replace("-", "_"), text)
