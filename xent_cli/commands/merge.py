"""xent merge."""

import sys
from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

from typer import Argument, Option

from xent_cli.checking import Gate
from xent_cli.choices import Reduction
from xent_cli.commands.of_measure import form, groups_of
from xent_cli.commands.signature import command
from xent_cli.measures.catalogue import MEASURES
from xent_cli.options import OUTPUT, Looks, Reduced, Summary
from xent_cli.outcome import Outcome
from xent_cli.record import record

DOC = """The report of totals that xent part wrote: what one run over all files would give, to the last bit.

xent part ce examples/digits/predictions.csv --target label | xent merge

xent part bce examples/breast-cancer/predictions.csv --target y --pred p | xent merge - --json

Totals come in any order; rows are numbered in the order of the names of their files. A file may hold the totals of
several calls, one behind the other, as standard input may.
"""
FILES = Annotated[list[str] | None, Argument(metavar="FILE...", help="Files of totals, or -.")]


@record
class Merged(Looks):
    """How the answer is written; and in which unit, if that is to be another."""

    base: Annotated[
        str | None,
        Option(
            metavar="e|2|10|B", help="Base of the logarithm; that of the parts unless said.", rich_help_panel=OUTPUT
        ),
    ] = None
    reduction: Annotated[
        Reduction | None, Option(help="The mean or the sum; that of the parts unless said.", rich_help_panel=OUTPUT)
    ] = None


def merge() -> Callable[..., Outcome]:
    """The command."""
    files = Parameter("files", Parameter.KEYWORD_ONLY, default=None, annotation=FILES)
    return command("merge", DOC, [files], {"output": Merged, "check": Gate}, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.core.errors import InputError, NoOperandError

    files = typed["files"]
    if not files and (sys.stdin is None or sys.stdin.isatty()):
        raise NoOperandError("FILE missing", "", "name files of totals, or pipe some in")
    if groups["output"].reduction is Reduction.NONE:
        raise InputError("the rows are gone", "--reduction none", "ask for the mean or the sum")
    from xent_cli.tables.kept import read
    from xent_cli.tables.parted import merged
    from xent_cli.tables.together import together

    kept, found = together([(name, one) for name in files or ["-"] for one in read(name)])
    measure, call = asked_again(kept, groups)
    return merged(measure, call, kept, found)


def asked_again(kept: Any, groups: dict[str, Any]) -> Any:
    """The measure and the call of the totals, with the options of the report."""
    from xent_cli.call import called
    from xent_cli.core.errors import InputError
    from xent_cli.core.portable import MisfitError, unpacked

    try:
        measure = MEASURES[kept.measure].load()
        knobs = {name: unpacked(knob.annotation | None, kept.knobs[name]) for name, knob in measure.knobs.items()}
        kinds = {name: kind for name, kind in groups_of(measure).items() if name in kept.options} | {"output": Summary}
        options = {name: unpacked(kind, kept.options[name], name) for name, kind in kinds.items()}
    except (KeyError, MisfitError) as error:
        raise InputError(f"is damaged: {error}", kept.table.name, "make its totals again with xent part") from None
    said = {name: value for name, value in vars(groups["output"]).items() if value is not None}
    options |= {"output": Reduced(**vars(options["output"]) | said), "check": groups["check"]}
    call = called(measure, [file.path for file in kept.files], **options)
    return form(measure, call)(**knobs), call
