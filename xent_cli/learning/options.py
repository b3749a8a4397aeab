"""The options of a step and of a training: from what, by which loss and penalties, how the parameters move."""

from typing import Annotated

from typer import Option

from xent_cli.choices import Method, Minimised, MomentumForm, Reduction, SquaredForm, WeightsBy
from xent_cli.options import NUMBERS, OUTPUT, ROWS, TABLE, ClassWeight, Reading
from xent_cli.record import record

LOSS = "What is brought down"
MOVES = "How the parameters move"
RUN = "How long it goes"
FILES = "What becomes of it"


@record
class Aim:
    """The loss with its knobs, and the penalties."""

    loss: Annotated[Minimised, Option(help="The loss.", rich_help_panel=LOSS)] = Minimised.CE
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
    class_weight: ClassWeight = None
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


@record
class Sources(Reading):
    """Where the features and the classes of a table stand, and what rows count for."""

    target: Annotated[
        str | None, Option("--target", "-t", metavar="COL", help="The classes.", rich_help_panel=TABLE)
    ] = None
    features: Annotated[
        str | None,
        Option(
            "--features",
            "-f",
            metavar="COLS",
            help="The features: a name, `x_*`, `x0:x9`, a comma list, positions."
            " Left out: every other column of numbers.",
            rich_help_panel=TABLE,
        ),
    ] = None
    drop_constant: Annotated[
        bool, Option("--drop-constant", help="Leave out features that never change.", rich_help_panel=TABLE)
    ] = False
    standardize: Annotated[
        bool,
        Option("--standardize", help="Bring each feature to mean 0 and deviation 1.", rich_help_panel=NUMBERS),
    ] = False
    class_weight: ClassWeight = None
    sample_weight: Annotated[str | None, Option(metavar="COL", help="A weight for each row.", rich_help_panel=ROWS)] = (
        None
    )
    validation: Annotated[
        str | None,
        Option(metavar="SHARE|FILE", help="Rows to judge by: a share, held back, or a table.", rich_help_panel=ROWS),
    ] = None


@record
class Run:
    """How long it goes, and what becomes of it."""

    epochs: Annotated[
        int | None, Option(min=0, metavar="N", help="So many more passes over the rows (10).", rich_help_panel=RUN)
    ] = None
    batch: Annotated[str | None, Option(metavar="N|all", help="Rows of an update (32).", rich_help_panel=RUN)] = None
    seed: Annotated[
        int | None, Option(min=0, metavar="N", help="What the order of rows follows from (0).", rich_help_panel=RUN)
    ] = None
    tolerance: Annotated[
        float | None,
        Option(min=0, metavar="X", help="Stop after an epoch whose mean gradient is no longer.", rich_help_panel=RUN),
    ] = None
    bias: Annotated[bool, Option("--bias/--no-bias", help="Whether there is a bias.", rich_help_panel=RUN)] = True
    sampled: Annotated[
        int | None,
        Option(min=1, metavar="K", help="Estimate the softmax by K drawn classes.", rich_help_panel=RUN),
    ] = None
    negative: Annotated[
        int | None,
        Option(min=1, metavar="K", help="Tell the class from K negative samples instead.", rich_help_panel=RUN),
    ] = None
    save: Annotated[
        str | None,
        Option(
            metavar="MODEL.json|FILE.svg|FILE.png",
            help="Keep the model, and where it stands; or else draw the losses by epoch.",
            rich_help_panel=FILES,
        ),
    ] = None
    load: Annotated[str | None, Option(metavar="MODEL.json", help="Go on from there.", rich_help_panel=FILES)] = None
    predict: Annotated[
        str | None,
        Option(
            metavar="FILE",
            help="Write the probabilities, as CSV or Parquet: of the rows to judge by, or else of all.",
            rich_help_panel=FILES,
        ),
    ] = None
