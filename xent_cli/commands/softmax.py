"""xent softmax."""

from typing import Annotated

from typer import Argument

from xent_cli.options import Check, Labels, Output, Scores, Table
from xent_cli.outcome import Outcome


def softmax(
    operands: Annotated[list[str] | None, Argument(metavar="LOGITS", help="Numbers, a file, or -.")] = None,
    *,
    scores: Scores,
    labels: Labels,
    table: Table,
    output: Output,
    check: Check,
) -> Outcome:
    """Logits to probabilities: ŷ_k = e^(z_k-m) / Σ e^(z_j-m), m the largest.

    xent softmax 2,1,0.1

    xent softmax 1000,1001,1002 -q
    """
    from xent_cli.call import Call
    from xent_cli.core import softmax as core
    from xent_cli.inputs.sample import Classes
    from xent_cli.measures.meaning import Meaning
    from xent_cli.measures.measure import Measure, Truth
    from xent_cli.pipeline import solve

    measure = Measure(
        "softmax",
        "softmax",
        Truth.NONE,
        values=lambda _, q: q.probs,
        work=lambda _, q, opening, __: core.work(q, opening),
        exact=lambda _, q: q.probs,
        reduces=False,
        in_units=False,
    )
    classes = Classes.of(labels.classes, labels.one_based)
    return solve(measure, Call(operands or [], Meaning.logits(scores), table, output, check, classes))
