"""xent sigmoid."""

from typing import Annotated

from typer import Argument

from xent_cli.options import Check, Output, Scores, Table
from xent_cli.outcome import Outcome


def sigmoid(
    operands: Annotated[list[str] | None, Argument(metavar="LOGITS", help="Numbers, a file, or -.")] = None,
    *,
    scores: Scores,
    table: Table,
    output: Output,
    check: Check,
) -> Outcome:
    """A logit to a probability, element by element: ŷ = 1 / (1 + e^-z).

    xent sigmoid 2.5

    xent sigmoid -1,0,1 -q
    """
    from xent_cli.call import Call
    from xent_cli.core import softmax as core
    from xent_cli.measures.meaning import Meaning
    from xent_cli.measures.measure import Measure, Truth
    from xent_cli.pipeline import solve

    measure = Measure(
        "sigmoid",
        "sigmoid",
        Truth.NONE,
        values=lambda _, p: p.probs,
        work=lambda _, p, opening, __: core.work_sigmoid(p, opening),
        exact=lambda _, p: p.probs,
        reduces=False,
        elementwise=True,
        in_units=False,
    )
    return solve(measure, Call(operands or [], Meaning.logits(scores), table, output, check))
