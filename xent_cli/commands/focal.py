"""xent focal."""

from typing import Annotated

from typer import Argument, Option

from xent_cli.options import NUMBERS, Gate, Labels, Numbers, Reduced, Scored, Target, Weights
from xent_cli.outcome import Outcome


def focal(
    operands: Annotated[list[str] | None, Argument(metavar="TARGET PRED", help="Numbers, files, or -.")] = None,
    gamma: Annotated[str, Option(metavar="γ", help="How fast it fades.", rich_help_panel=NUMBERS)] = "2",
    alpha: Annotated[
        str | None,
        Option(
            metavar="α|α0,α1,…",
            help="Of one column: α for y=1 and 1-α for y=0. Of several: for every class, or a list for each.",
            rich_help_panel=NUMBERS,
        ),
    ] = None,
    *,
    numbers: Numbers,
    labels: Labels,
    target: Target,
    table: Scored,
    weights: Weights,
    output: Reduced,
    check: Gate,
) -> Outcome:
    """Focal loss: cross-entropy that fades for what is predicted well, -α_t (1-p_t)^γ ln p_t.

    xent focal 1 0.9 --alpha 0.25

    xent focal '1;0' '0.9;0.2' --gamma 1

    xent focal 0 2,1,0.1 --logits --alpha 1,2,2
    """
    from xent_cli.call import Call
    from xent_cli.inputs.sample import Classes
    from xent_cli.measures.focal import measure
    from xent_cli.measures.losses import read_alpha
    from xent_cli.measures.meaning import Meaning, from_0
    from xent_cli.pipeline import solve

    fading = measure(from_0("--gamma", gamma), read_alpha(alpha))
    classes = Classes.of(labels.classes, labels.one_based)
    return solve(fading, Call(operands or [], Meaning.of(numbers), table, output, check, classes, target, weights))
