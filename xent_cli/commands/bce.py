"""xent bce."""

from typing import Annotated

from typer import Argument, Option

from xent_cli.options import NUMBERS, Elements, Gate, Reduced, Scored, Target
from xent_cli.outcome import Outcome


def bce(
    operands: Annotated[list[str] | None, Argument(metavar="TARGET PRED", help="Numbers, files, or -.")] = None,
    pos_weight: Annotated[str, Option(metavar="W", help="Multiply the y term by W.", rich_help_panel=NUMBERS)] = "1",
    *,
    numbers: Elements,
    target: Target,
    table: Scored,
    output: Reduced,
    check: Gate,
) -> Outcome:
    """Binary cross-entropy, element by element: -[y ln ŷ + (1-y) ln(1-ŷ)]; y may be soft.

    xent bce 1,0,1 0.9,0.2,0.8

    xent bce 1 2.5 --logits --pos-weight 3
    """
    from xent_cli.call import Call
    from xent_cli.core import bce as core
    from xent_cli.exact.bce import binary_cross_entropy
    from xent_cli.measures.meaning import Meaning, factor
    from xent_cli.measures.measure import Measure, Truth
    from xent_cli.pipeline import solve

    w = factor("--pos-weight", pos_weight)
    measure = Measure(
        "bce",
        "binary cross-entropy",
        Truth.ELEMENTS,
        values=lambda y, p: core.loss(y, p, float(w)),
        work=lambda y, p, opening, log: core.work(y, p, opening, log, float(w)),
        exact=lambda y, p: binary_cross_entropy(y, p, w),
        elementwise=True,
        knobs={"pos_weight": float(w)} if w != 1 else {},
    )
    meaning = Meaning.of(numbers)
    return solve(measure, Call(operands or [], meaning, table, output, check, target=target))
