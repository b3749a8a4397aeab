"""xent entropy."""

from typing import Annotated

from typer import Argument, Option

from xent_cli.options import NUMBERS, Gate, Labels, Numbers, Reduced, Scored
from xent_cli.outcome import Outcome


def entropy(
    operands: Annotated[list[str] | None, Argument(metavar="P", help="Numbers, a file, or -.")] = None,
    counts: Annotated[
        bool, Option("--counts", help="The numbers say how often each class was seen.", rich_help_panel=NUMBERS)
    ] = False,
    *,
    numbers: Numbers,
    labels: Labels,
    table: Scored,
    output: Reduced,
    check: Gate,
) -> Outcome:
    """How uncertain a distribution is: H(p) = -Σ p ln p.

    xent entropy 0.5,0.25,0.25 --base 2

    xent entropy 9,5 --counts

    echo 1/2,1/2 | xent entropy -q
    """
    from xent_cli.call import Call
    from xent_cli.core import entropy as core
    from xent_cli.exact.ce import cross_entropy
    from xent_cli.inputs.sample import Classes
    from xent_cli.measures.meaning import Meaning
    from xent_cli.measures.measure import Measure, Truth
    from xent_cli.pipeline import solve

    measure = Measure(
        "entropy",
        "entropy",
        Truth.NONE,
        values=lambda _, p: core.value(p),
        work=lambda _, p, opening, log: core.work(p, opening, log),
        exact=lambda _, p: [cross_entropy(p.probs, p)],
        perplexity=True,
    )
    meaning = Meaning.of(numbers, counts=counts)
    classes = Classes.of(labels.classes, labels.one_based)
    return solve(measure, Call(operands or [], meaning, table, output, check, classes))
