"""xent kl."""

from typing import Annotated

from typer import Argument

from xent_cli.options import Gate, Labels, Numbers, Reduced, Scored, Target
from xent_cli.outcome import Outcome


def kl(
    operands: Annotated[list[str] | None, Argument(metavar="P Q", help="Numbers, files, or -.")] = None,
    *,
    numbers: Numbers,
    labels: Labels,
    target: Target,
    table: Scored,
    output: Reduced,
    check: Gate,
) -> Outcome:
    """How far q is from p: D(p‖q) = Σ p ln(p/q), p true and q predicted.

    xent kl 0.5,0.3,0.2 0.7,0.2,0.1

    xent kl 1/2,1/2 0.9,0.1 --base 2 -q
    """
    from xent_cli.call import Call
    from xent_cli.core import kl as core
    from xent_cli.core.predictions import Probs
    from xent_cli.exact.kl import kl as exact
    from xent_cli.inputs.sample import Classes
    from xent_cli.measures.meaning import Meaning
    from xent_cli.measures.measure import Measure, Truth
    from xent_cli.pipeline import solve

    measure = Measure(
        "kl",
        "KL divergence",
        Truth.DISTRIBUTION,
        values=lambda p, q: core.value(Probs(p), q),
        work=lambda p, q, opening, log: core.work(Probs(p), q, opening, log),
        exact=lambda p, q: [exact(p, q)],
    )
    classes = Classes.of(labels.classes, labels.one_based)
    return solve(measure, Call(operands or [], Meaning.of(numbers), table, output, check, classes, target))
