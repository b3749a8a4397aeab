"""The options of an update: which loss, which penalties, and how the parameters move."""

from typing import Annotated

from typer import Option

from xent_cli.choices import Method, MomentumForm, SquaredForm, Trained
from xent_cli.record import record

LOSS = "What is brought down"
MOVES = "How the parameters move"


@record
class Aim:
    """The loss with its knobs, and the penalties."""

    loss: Annotated[Trained, Option(help="The loss.", rich_help_panel=LOSS)] = Trained.CE
    alpha: Annotated[
        str | None,
        Option(metavar="α", help="Of smooth: how much is spread. Of focal: α of each class.", rich_help_panel=LOSS),
    ] = None
    gamma: Annotated[str | None, Option(metavar="γ", help="Of focal: how fast it fades.", rich_help_panel=LOSS)] = None
    smoothing: Annotated[
        str | None,
        Option(
            metavar="α|uniform|others",
            help="Label smoothing by α; or whom it is given to: every class, or the others.",
            rich_help_panel=LOSS,
        ),
    ] = None
    l1: Annotated[str | None, Option(metavar="λ", help="Penalty λ Σ|w|.", rich_help_panel=LOSS)] = None
    l2: Annotated[str | None, Option(metavar="λ", help="Penalty λ/2 Σ w².", rich_help_panel=LOSS)] = None
    l2_form: Annotated[
        SquaredForm | None,
        Option(help="λ/2 Σ w², whose slope is λ w; or λ Σ w², whose slope is 2λ w.", rich_help_panel=LOSS),
    ] = None


@record
class Moves:
    """The optimizer, and its constants."""

    rate: Annotated[str | None, Option(metavar="η", help="The learning rate.", rich_help_panel=MOVES)] = None
    optimizer: Annotated[
        Method, Option(case_sensitive=False, help="How the gradient is used.", rich_help_panel=MOVES)
    ] = Method.GD
    momentum: Annotated[
        str | None, Option(metavar="β", help="Of momentum and nesterov (0.9).", rich_help_panel=MOVES)
    ] = None
    momentum_form: Annotated[
        MomentumForm | None,
        Option(help="v' = β v + g, w - η v' (torch); or v' = β v - η g, w + v'.", rich_help_panel=MOVES),
    ] = None
    rho: Annotated[str | None, Option(metavar="ρ", help="Of rmsprop (0.9).", rich_help_panel=MOVES)] = None
    beta1: Annotated[str | None, Option(metavar="β₁", help="Of adam (0.9).", rich_help_panel=MOVES)] = None
    beta2: Annotated[str | None, Option(metavar="β₂", help="Of adam (0.999).", rich_help_panel=MOVES)] = None
    epsilon: Annotated[
        str | None, Option(metavar="ε", help="Of adagrad, rmsprop and adam (1e-8).", rich_help_panel=MOVES)
    ] = None
    epsilon_inside: Annotated[
        bool, Option("--epsilon-inside", help="√(x + ε) instead of √x + ε.", rich_help_panel=MOVES)
    ] = False
    bias_correction: Annotated[
        bool,
        Option("--bias-correction/--no-bias-correction", help="Of adam: m̂ and v̂, or m and v.", rich_help_panel=MOVES),
    ] = True
    accumulator: Annotated[
        str | None, Option(metavar="S", help="Of adagrad: what s starts from (0).", rich_help_panel=MOVES)
    ] = None
    decay: Annotated[
        str | None,
        Option(metavar="δ", help="Decoupled decay: weights times 1 - η δ (AdamW).", rich_help_panel=MOVES),
    ] = None
