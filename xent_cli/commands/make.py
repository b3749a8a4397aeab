"""xent make."""

from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

from typer import Argument, Context, Option

from xent_cli.checking import MAKING, Made
from xent_cli.commands.signature import command, runner
from xent_cli.options import Looks
from xent_cli.outcome import Outcome

DOC = """Exercises of a key with ranges: a sheet for each student, with numbers of their own, and the key to mark them.

xent make examples/exercises/key.txt --students examples/exercises/names.csv --seed 1 -o "$(mktemp -d)"

In the commands of KEY stand {0..2}, {-3..3 step 0.5}, {cat|dog}, {probs 3 step 0.1}, {logits 3 step 0.5}, {counts 3},
{numbers 3 0..9 step 0.5} or, for rows, {probs 2x3}. {probs 3 as p} is {p} in other questions, and in the words
behind #. What is drawn keeps the answer and the known mistakes apart at the digits asked: those of a claim such as
= 0.000 in the key, or else --decimals. The same seed makes the same sheets.
"""
KEY = Annotated[str, Argument(metavar="KEY", help="A line for each question, or -.", show_default=False)]
STUDENTS = Annotated[str, Option(metavar="FILE", help="The students' names, a row each.", rich_help_panel=MAKING)]
FOLDER = Annotated[str, Option("--output", "-o", metavar="DIR", help="Where to write.", rich_help_panel=MAKING)]
SEED = Annotated[int, Option(metavar="N", help="Another seed draws other numbers.", rich_help_panel=MAKING)]


def make() -> Callable[..., Outcome]:
    """The command."""
    named = {"key": KEY, "students": STUDENTS, "folder": FOLDER}
    required = [Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation) for name, annotation in named.items()]
    parameters = (
        Parameter("context", Parameter.KEYWORD_ONLY, annotation=Context),
        *required,
        Parameter("seed", Parameter.KEYWORD_ONLY, default=1, annotation=SEED),
    )
    return command("make", DOC, parameters, {"made": Made, "output": Looks}, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.exercises.sheets import Call, solve

    run = runner(typed.pop("context"))
    call = Call(**typed, decimals=groups["made"].decimals, force=groups["made"].force, output=groups["output"])
    return solve(call, run)
