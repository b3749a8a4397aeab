"""xent smooth."""

from typing import Annotated

from typer import Argument, Option

from xent_cli.choices import Smoothing
from xent_cli.options import NUMBERS, Gate, Labels, Numbers, Reduced, Scored, Target, Weights
from xent_cli.outcome import Outcome


def smooth(
    operands: Annotated[list[str] | None, Argument(metavar="TARGET [PRED]", help="Numbers, files, or -.")] = None,
    alpha: Annotated[str, Option(metavar="α", help="How much is spread.", rich_help_panel=NUMBERS)] = "0.1",
    smoothing: Annotated[
        Smoothing, Option(help="α/K to every class, or α/(K-1) to the others.", rich_help_panel=NUMBERS)
    ] = Smoothing.UNIFORM,
    *,
    numbers: Numbers,
    labels: Labels,
    target: Target,
    table: Scored,
    weights: Weights,
    output: Reduced,
    check: Gate,
) -> Outcome:
    """The smoothed target (1-α)y + α/K; with PRED, the cross-entropy against it.

    xent smooth 0 --classes 3 --alpha 0.1

    xent smooth 0 2,1,0.1 --logits

    xent smooth 1 0.9 --smoothing others
    """
    from xent_cli.call import Call
    from xent_cli.inputs.sample import Classes
    from xent_cli.measures.meaning import Meaning, from_0
    from xent_cli.measures.smooth import crossed, target_alone
    from xent_cli.pipeline import solve

    a, others = from_0("--alpha", alpha, 1), smoothing is Smoothing.OTHERS
    alone = len(operands or []) < 2 and target.target is None
    meaning = Meaning.of(numbers)
    measure = target_alone(a, others, meaning) if alone else crossed(a, others)
    classes = Classes.of(labels.classes, labels.one_based)
    return solve(measure, Call(operands or [], meaning, table, output, check, classes, target, weights))
