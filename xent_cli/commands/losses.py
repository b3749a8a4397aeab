"""xent losses."""

from collections.abc import Callable
from functools import partial
from inspect import Parameter
from typing import Annotated, Any

from typer import Option

from xent_cli.checking import Check
from xent_cli.commands.signature import command, operands
from xent_cli.drawing import Drawing
from xent_cli.options import NUMBERS, Cluster, Labels, Numbers, Output, Table, Target
from xent_cli.outcome import Outcome

DOC = """Every loss that applies to one truth and one prediction, side by side, with its gradient by the logits.

xent losses 0 2,1,0.1 --logits

xent losses 1 0.9 --sweep

xent losses 0.9,0.1,0 0.7,0.2,0.1 --json
"""
GROUPS = {
    "numbers": Numbers,
    "labels": Labels,
    "target": Target,
    "table": Table,
    "cluster": Cluster,
    "output": Output,
    "check": Check,
    "drawing": Drawing,
}
SWEEP = Annotated[
    bool,
    Option("--sweep", help="Beside it a confidently right, a doubtful, a wrong prediction.", rich_help_panel=NUMBERS),
]


def losses() -> Callable[..., Outcome]:
    """The command."""
    sweep = Parameter("sweep", Parameter.KEYWORD_ONLY, default=False, annotation=SWEEP)
    return command("losses", DOC, [operands("TARGET PRED"), sweep], GROUPS, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    drawing = groups.pop("drawing")
    if drawing.unsaid:
        return answered(typed, groups)
    from xent_cli.core.log_base import LogBase
    from xent_cli.pictures.asked import drawn
    from xent_cli.pictures.curves import of_losses

    log = LogBase.of(groups["output"].base)
    curves = partial(of_losses, log.ln, log.unit)
    return drawn(drawing, groups, lambda: answered(typed, groups), lambda outcome: curves)


def answered(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The same without a picture."""
    from xent_cli.call import called
    from xent_cli.core.errors import InputError
    from xent_cli.measures.side_by_side import SideBySide
    from xent_cli.pipeline import solve
    from xent_cli.typed.losses import losses_of_sample

    call = called(SideBySide, typed["operands"], **groups)
    if call.meaning.eps is not None:
        raise InputError("a clamped probability does not move with its logit", "--eps", "leave it out")

    def of_table(*of: Any) -> Outcome:
        from xent_cli.tables.losses import losses_of_table

        if typed["sweep"]:
            raise InputError("needs one row, with its true class", "--sweep", "type one row, or leave it out")
        return losses_of_table(*of)

    return solve(SideBySide(), call, partial(losses_of_sample, sweep=typed["sweep"]), of_table)
