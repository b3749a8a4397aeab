"""xent export."""

from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

from typer import Argument, Context, Option

from xent_cli.checking import MAKING, Made
from xent_cli.choices import Exchange
from xent_cli.commands.signature import command, runner
from xent_cli.core.errors import InputError, did_you_mean
from xent_cli.options import Looks
from xent_cli.outcome import Outcome

DOC = """Questions of a key for Moodle: numbers with their tolerance, and each known mistake with its feedback.

xent export moodle examples/homework/homework.txt -o "$(mktemp -d)/homework.xml"

echo 'Q1: [2] ce 0 0.7,0.2,0.1 = 0.000' | xent export gift -

The tolerance is half a unit of the last digit of a claim in the key, such as = 0.357 or = 0.000, or else of --decimals.
Mistakes that lead to the same digits as the answer, or as another, are left out. The key's `credit truncated=1
close=0.5` is the partial credit. A vector is a question for each entry.
"""
TO = Annotated[str, Argument(metavar="moodle|gift", help="Moodle's XML, or GIFT.", show_default=False)]
KEY = Annotated[str, Argument(metavar="KEY", help="A line for each question, or -.", show_default=False)]
FILE = Annotated[
    str | None,
    Option("--output", "-o", metavar="FILE", help="Where to write; else to standard output.", rich_help_panel=MAKING),
]


def export() -> Callable[..., Outcome | None]:
    """The command."""
    parameters = (
        Parameter("context", Parameter.KEYWORD_ONLY, annotation=Context),
        Parameter("to", Parameter.KEYWORD_ONLY, annotation=TO),
        Parameter("key", Parameter.KEYWORD_ONLY, annotation=KEY),
        Parameter("file", Parameter.KEYWORD_ONLY, default=None, annotation=FILE),
    )
    return command("export", DOC, parameters, {"made": Made, "output": Looks}, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome | None:
    """The call of the command."""
    from xent_cli.exercises.export import Call, solve

    run = runner(typed.pop("context"))
    to = typed.pop("to")
    if to not in [*Exchange]:
        raise InputError(f"there is no format '{to}'{did_you_mean(to, Exchange)}", "", "say moodle or gift")
    call = Call(
        Exchange(to), **typed, decimals=groups["made"].decimals, force=groups["made"].force, output=groups["output"]
    )
    return solve(call, run)
