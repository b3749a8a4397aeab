"""xent step."""

from collections.abc import Callable
from typing import Annotated, Any

from typer import Option

from xent_cli.checking import Gate
from xent_cli.choices import Reduction, WeightsBy
from xent_cli.commands.signature import command
from xent_cli.descending import Aim, Moves
from xent_cli.options import NUMBERS, OUTPUT, ROWS, Looks
from xent_cli.outcome import Outcome
from xent_cli.record import record

DOC = """One update of logistic or softmax regression, worked as by hand: z, ŷ, loss, ∂L/∂W, ∂L/∂b, the new W and b.

xent step --weights '0.2,-0.3; -0.5,0.7' --bias 0,0 --inputs 1,2 --target 1 --rate 0.1

xent step --weights 0.5,-0.25 --bias 0 --inputs '1,2; -1,0.5' --target 1,0 --rate 0.5 --l2 0.1

xent step --weights 5 --gradient 4 --optimizer adam --rate 0.1

xent step --weights 5 --gradient 4 --optimizer momentum --state 0.5 --rate 0.1 --updates 3

Rows of W are classes, and one row alone is that of a sigmoid. The loss of several rows of inputs is their mean;
penalties are no share of it, and never on the bias. With --gradient the optimizer alone moves bare parameters.
"""


@record
class Given:
    """Where the parameters stand, and what they are taught."""

    weights: Annotated[
        str | None, Option(metavar="W", help="The weights: a row for each class.", rich_help_panel=NUMBERS)
    ] = None
    weights_by: Annotated[
        WeightsBy, Option(help="Whether rows of W are classes or inputs.", rich_help_panel=NUMBERS)
    ] = WeightsBy.CLASS
    bias: Annotated[
        str | None,
        Option(metavar="B", help="A number for each class; left out, there is none.", rich_help_panel=NUMBERS),
    ] = None
    inputs: Annotated[
        str | None, Option(metavar="X", help="The features; several rows are a batch.", rich_help_panel=NUMBERS)
    ] = None
    target: Annotated[
        str | None,
        Option("--target", "-t", metavar="Y", help="A class or a distribution for each row.", rich_help_panel=NUMBERS),
    ] = None
    gradient: Annotated[
        str | None,
        Option(metavar="G", help="The gradient outright; several rows: one an update.", rich_help_panel=NUMBERS),
    ] = None
    state: Annotated[
        str | None,
        Option(
            metavar="S",
            help="What was kept so far: 0.5, or 'm=0.4; v=0.1; t=3', those of the bias behind the weights'.",
            rich_help_panel=NUMBERS,
        ),
    ] = None
    updates: Annotated[int, Option(min=1, max=10_000, metavar="N", help="How many.", rich_help_panel=NUMBERS)] = 1
    classes: Annotated[str | None, Option(metavar="NAMES", help="The classes by name.", rich_help_panel=NUMBERS)] = None
    one_based: Annotated[
        bool, Option("--one-based", help="Classes and entries count from 1.", rich_help_panel=NUMBERS)
    ] = False
    class_weight: Annotated[
        str | None, Option(metavar="1,2,5|cat=1,dog=2|balanced", help="A weight for each class.", rich_help_panel=ROWS)
    ] = None
    sample_weight: Annotated[str | None, Option(metavar="S", help="A weight for each row.", rich_help_panel=ROWS)] = (
        None
    )
    reduction: Annotated[
        Reduction, Option(help="Of a batch: the mean of its losses, or their sum.", rich_help_panel=OUTPUT)
    ] = Reduction.MEAN
    of: Annotated[
        str | None,
        Option(
            metavar="ENTRY",
            help="What is asked for: W unless said; W[1,0], b, b[1], dW, db, p, loss, loss_after.",
            rich_help_panel=OUTPUT,
        ),
    ] = None


def step() -> Callable[..., Outcome]:
    """The command."""
    groups = {"given": Given, "aim": Aim, "moves": Moves, "output": Looks, "check": Gate}
    return command("step", DOC, [], groups, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.learning.step_call import Call, solve

    return solve(Call(**groups))
