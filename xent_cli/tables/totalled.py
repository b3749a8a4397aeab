"""The totals of a table as a problem, so that a claim about it can be diagnosed."""

from fractions import Fraction

import numpy as np

from xent_cli.answers.report import Tally
from xent_cli.call import Call
from xent_cli.core.exact_sum import ratio
from xent_cli.core.predictions import Probs
from xent_cli.inputs.sample import Sample
from xent_cli.measures.measure import Measure
from xent_cli.measures.totalled import Totalled
from xent_cli.measures.weighting import Weighting


def of_totals(measure: Measure, call: Call, tally: Tally) -> Totalled | None:
    """What is known of the rows when they are gone; None where none of them counts."""
    weight = ratio(tally.weight)
    if not weight:
        return None
    shape = tally.totals.rows, tally.class_count
    share = Fraction(weight) / (tally.class_count if measure.takes.elementwise else 1)
    nothing = np.broadcast_to(0.0, shape)
    return Totalled(
        measure,
        call.meaning,
        Sample(((),)),
        call.reduction,
        call.log,
        Weighting((share,), (share,), tally.denominator),
        nothing,
        Probs(nothing),
        None,
        tally.value,
        unweighted(tally),
    )


def unweighted(tally: Tally) -> float:
    """The answer without the class weights; NaN where there are none, or some class counts for nothing."""
    by_class = tally.denominator_weights
    if by_class is None or 0.0 in by_class:
        return np.nan
    sums = tally.totals.classes
    losses = [ratio(loss) for loss in sums.loss]
    if tally.numerator_weights is None:  # the rows were weighed one by one
        losses = [loss / weight for loss, weight in zip(losses, by_class, strict=True)]
    total = sum(losses) / tally.ln_base
    return total / ratio(sums.weight.total(None)) if tally.mean else total
