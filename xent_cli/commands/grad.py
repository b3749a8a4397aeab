"""xent grad."""

from typing import Annotated

from typer import Argument, Option

from xent_cli.choices import WithRespectTo
from xent_cli.options import CHECK, NUMBERS, Check, Knobs, Labels, Numbers, Reduced, Table, Target, Weights
from xent_cli.outcome import Outcome


def grad(
    loss: Annotated[str, Argument(metavar="LOSS", help="ce, bce, smooth, focal or kl.")],
    operands: Annotated[list[str] | None, Argument(metavar="TARGET PRED", help="Numbers, files, or -.")] = None,
    wrt: Annotated[
        WithRespectTo, Option(help="By the logits, or by the probabilities.", rich_help_panel=NUMBERS)
    ] = WithRespectTo.LOGITS,
    verify: Annotated[
        bool, Option("--verify", help="Beside each component an independent derivative.", rich_help_panel=CHECK)
    ] = False,
    *,
    knobs: Knobs,
    numbers: Numbers,
    labels: Labels,
    target: Target,
    table: Table,
    weights: Weights,
    output: Reduced,
    check: Check,
) -> Outcome:
    """Gradient of a loss: by the logits that of cross-entropy is ŷ - y. Of several rows, that of the mean loss.

    xent grad ce 0 2,1,0.1 --logits

    xent grad focal 0 2,1,0.1 --logits --gamma 2 --verify

    xent grad bce 1,0 2.5,-1 --logits --reduction sum
    """
    from xent_cli.call import Call
    from xent_cli.inputs.sample import Classes
    from xent_cli.measures.gradient import of_loss
    from xent_cli.measures.meaning import Meaning
    from xent_cli.pipeline import solve

    meaning = Meaning.of(numbers)
    measure = of_loss(loss, knobs, meaning, to_logits=wrt is WithRespectTo.LOGITS, verify=verify)
    classes = Classes.of(labels.classes, labels.one_based)
    return solve(measure, Call(operands or [], meaning, table, output, check, classes, target, weights))
