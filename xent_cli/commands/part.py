"""xent part."""

from collections.abc import Callable
from functools import cache, partial
from inspect import Parameter
from typing import Annotated, Any

from typer import Context, Option, Typer
from typer.main import get_command

from xent_cli.argv import unshielded
from xent_cli.checking import Gate
from xent_cli.commands.of_measure import form, groups_of
from xent_cli.commands.signature import command, of_knobs, operands
from xent_cli.core.errors import InputError
from xent_cli.help import Command, Group, as_command
from xent_cli.measures.catalogue import MEASURES, suggested
from xent_cli.measures.measure import Measure
from xent_cli.options import OUTPUT, Reduced, Summary

DOC = """Exact totals of a loss over tables, written to a file: xent merge makes one report of many.

xent part ce examples/digits/predictions.csv --target label

xent part ce examples/digits/predictions.csv --target label | xent merge -

xent part ce --help

The command and its options are those of the loss; -o names the file, else the totals go to standard output. Whatever
runs commands is a cluster: make, Slurm, xargs, Spark's pipe. The files of one data set are shared out among the
calls, each file to one of them.
"""
OUT = Annotated[str | None, Option("--output", "-o", metavar="FILE", help="Where to write.", rich_help_panel=OUTPUT)]
# What the totals of a table are not made with.
WITHOUT = {"cluster", "elsewhere", "check", "drawing"}


@cache
def listed() -> dict[str, str]:
    """The measures that have a mean over rows, and a line of help for each."""
    return {name: one.help for name, one in MEASURES.items() if one.load().reduces}


class Losses(Group):
    """Them as commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*listed()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Enough of a command to list it."""
        return Command(cmd_name, help=listed()[cmd_name]) if cmd_name in listed() else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        typed = unshielded(args[0])
        if typed in listed():
            return typed, command_of(typed), args[1:]
        what = f"there are no totals of '{typed}'{suggested(typed, listed())}"
        raise InputError(what, "LOSS", f"give one of {', '.join(listed())}")


def part() -> Any:
    """The command, with one of its own for each loss."""

    def loss(context: Context) -> None:
        if context.invoked_subcommand is None:
            raise InputError("no loss is named", "LOSS", f"give one of {', '.join(listed())}; see 'xent part --help'")

    app = Typer(cls=Losses, add_completion=False)
    app.callback(help=DOC, invoke_without_command=True)(loss)
    return get_command(app)


@cache
def command_of(name: str) -> Any:
    """The command of a loss."""
    measure = MEASURES[name].load()
    out = Parameter("output_file", Parameter.KEYWORD_ONLY, default=None, annotation=OUT)
    parameters = [operands("FILES"), *of_knobs(measure.knobs.values()), out]
    doc = f"Exact totals of {measure.name} over tables, for xent merge.\n\nxent part {measure.name} FILES --target COL"
    groups = {name: group for name, group in groups_of(measure).items() if name not in WITHOUT} | {"output": Summary}
    return as_command(measure.name, command(measure.name, doc, parameters, groups, asked(measure)))


def asked(measure: type[Measure]) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    """The call of the command of a loss."""

    def call(typed: dict[str, Any], groups: dict[str, Any]) -> None:
        from xent_cli.call import called
        from xent_cli.pipeline import solve

        knobs, output = {name: typed[name] for name in measure.knobs}, groups["output"]
        own = {"output": Reduced(base=output.base, reduction=output.reduction), "check": Gate()}
        asked = called(measure, typed["operands"], **groups | own)
        solve(form(measure, asked)(**knobs), asked, refused, partial(write, typed["output_file"], knobs, groups))

    return call


def refused(*_: Any) -> Any:
    """The error of rows that are typed."""
    raise InputError("typed rows have no totals to keep", "FILES", "name tables")


def write(
    out: str | None, knobs: dict[str, Any], groups: dict[str, Any], measure: Measure, call: Any, table: Any
) -> Any:
    """Write the totals of an opened table."""
    from xent_cli.tables.kept import save
    from xent_cli.tables.parted import kept_of

    save(kept_of(measure, call, table, knobs, groups), out)
