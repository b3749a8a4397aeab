"""xent ce."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from typer import Argument

from xent_cli.options import Gate, Labels, Numbers, Reduced, Scored, Target, Weights
from xent_cli.outcome import Outcome

if TYPE_CHECKING:
    from xent_cli.inputs.literal import Number
    from xent_cli.measures.measure import Measure


def ce(
    operands: Annotated[list[str] | None, Argument(metavar="TARGET PRED", help="Numbers, files, or -.")] = None,
    *,
    numbers: Numbers,
    labels: Labels,
    target: Target,
    table: Scored,
    weights: Weights,
    output: Reduced,
    check: Gate,
) -> Outcome:
    """Cross-entropy of predictions against the truth: H(p,q) = -Σ p ln q; of a class, -ln q_c.

    xent ce 0 0.7,0.2,0.1

    xent ce dog 2,1,0.1 --logits --classes cat,dog,goldfish

    xent ce 0,2 '0.7,0.2,0.1; 0.1,0.1,0.8' --json
    """
    from xent_cli.call import Call
    from xent_cli.inputs.sample import Classes
    from xent_cli.measures.meaning import Meaning
    from xent_cli.pipeline import solve

    classes = Classes.of(labels.classes, labels.one_based)
    return solve(measure(), Call(operands or [], Meaning.of(numbers), table, output, check, classes, target, weights))


def measure(weights: "Sequence[Number] | None" = None) -> "Measure":
    """Cross-entropy, where asked with class weights."""
    from xent_cli.core import ce as core
    from xent_cli.exact.ce import cross_entropy
    from xent_cli.measures.measure import Measure, Truth, as_floats, weighted

    w = as_floats(weights)
    return Measure(
        "ce",
        "cross-entropy",
        Truth.CLASSES,
        values=lambda p, q: core.value(p, q, w),
        work=lambda p, q, opening, log: core.work(p, q, opening, log, w),
        exact=lambda p, q: [cross_entropy(weighted(p, weights), q)],
        perplexity=weights is None,
        class_weighted=measure,
    )
