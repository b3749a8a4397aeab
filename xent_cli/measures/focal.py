"""Focal loss as a measure: of classes, or of one column."""

from collections.abc import Sequence
from dataclasses import replace

from xent_cli.core import binary_focal, focal
from xent_cli.exact.focal import binary_focal as exact_binary
from xent_cli.inputs.literal import Number
from xent_cli.measures import losses
from xent_cli.measures.losses import Alpha
from xent_cli.measures.measure import Measure, Truth, as_floats


def measure(gamma: Number, alpha: Alpha) -> Measure:
    """The focal loss, in the form that the columns of PRED call for."""

    def form(width: int) -> Measure:
        if width == 1:
            return binary(gamma, losses.alpha_of_sides(alpha))
        return many(gamma, losses.alpha_of_classes(alpha, width))

    return replace(many(gamma, alpha), by_width=form)


def many(gamma: Number, alpha: Alpha, weights: Sequence[Number] | None = None) -> Measure:
    """The categorical form."""
    g, loss = float(gamma), losses.focal(gamma, alpha, weights)
    a, letter = as_floats(losses.product(alpha, weights)), "α" if weights is None else "w" if alpha is None else "αw"
    return Measure(
        "focal",
        "focal loss",
        Truth.CLASSES,
        values=lambda y, q: focal.value(y, q, g, a),
        work=lambda y, q, opening, log: focal.work(y, q, opening, log, g, a, letter=letter),
        exact=lambda y, q: [loss.exact(y, q)],
        knobs=loss.knobs,
        class_weighted=lambda weights: many(gamma, alpha, weights),
    )


def binary(gamma: Number, alpha: Number | None) -> Measure:
    """The binary form."""
    g, a = float(gamma), None if alpha is None else float(alpha)
    return Measure(
        "focal",
        "binary focal loss",
        Truth.ELEMENTS,
        values=lambda y, q: binary_focal.loss(y, q, g, a),
        work=lambda y, q, opening, log: binary_focal.work(y, q, opening, log, g, a),
        exact=lambda y, q: exact_binary(y, q, gamma, alpha),
        elementwise=True,
        knobs=losses.binary_focal(gamma, alpha).knobs,
    )
