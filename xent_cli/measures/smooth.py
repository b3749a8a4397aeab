"""Label smoothing as measures: the target alone, or the cross-entropy against it; of classes or of one column."""

from collections.abc import Sequence
from dataclasses import replace

from xent_cli.core import bce, smooth
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.exact import smooth as exact
from xent_cli.exact.bce import binary_cross_entropy
from xent_cli.inputs.literal import Number
from xent_cli.measures import losses
from xent_cli.measures.meaning import Meaning
from xent_cli.measures.measure import Measure, Truth, as_floats


def target_alone(alpha: Number, others: bool, meaning: Meaning) -> Measure:
    """The smoothed target of each row."""
    if meaning.kind is not InputKind.PROBS:
        raise InputError("there is no PRED that could be this", f"--{meaning.kind}", "leave it out, or give PRED")
    a, loss = float(alpha), losses.smooth(alpha, others)
    spread = exact.smooth_others if others else exact.smooth
    many = Measure(
        "smooth",
        "smoothed target",
        Truth.ITSELF,
        values=lambda _, y: smooth.smoothed(y.probs, a, y.values.shape[-1], others),
        work=lambda _, y, opening, __: smooth.work_target(y.probs, opening, a, others),
        exact=lambda _, y: spread(y.probs, alpha),
        reduces=False,
        in_units=False,
        knobs=loss.knobs,
    )
    spread_binary = exact.smooth_binary_others if others else exact.smooth_binary
    one = replace(
        many,
        values=lambda _, y: smooth.smoothed_binary(y.probs, a, others),
        work=lambda _, y, opening, __: smooth.work_target_binary(y.probs, opening, a, others),
        exact=lambda _, y: spread_binary(y.probs, alpha),
        elementwise=True,
    )
    return replace(many, by_width=lambda width: one if width == 1 else many)


def crossed(alpha: Number, others: bool, weights: Sequence[Number] | None = None) -> Measure:
    """The cross-entropy against the smoothed target."""
    a, w, loss = float(alpha), as_floats(weights), losses.smooth(alpha, others, weights)
    many = Measure(
        "smooth",
        "cross-entropy against the smoothed target",
        Truth.CLASSES,
        values=lambda y, q: smooth.value(y, q, a, w, others=others),
        work=lambda y, q, opening, log: smooth.work(y, q, opening, log, a, w, others),
        exact=lambda y, q: [loss.exact(y, q)],
        perplexity=weights is None,
        separable=False,
        knobs=loss.knobs,
        class_weighted=lambda weights: crossed(alpha, others, weights),
    )
    spread = exact.smooth_binary_others if others else exact.smooth_binary
    one = replace(
        many,
        quantity="binary cross-entropy against the smoothed target",
        truth=Truth.ELEMENTS,
        values=lambda y, q: bce.loss(smooth.smoothed_binary(y, a, others), q),
        work=lambda y, q, opening, log: smooth.work_binary(y, q, opening, log, a, others),
        exact=lambda y, q: binary_cross_entropy(spread(y, alpha), q),
        perplexity=False,
        elementwise=True,
        class_weighted=None,
    )
    return replace(many, by_width=lambda width: one if width == 1 else many)
