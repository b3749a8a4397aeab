"""The losses that have a gradient, with their knobs turned, in both arithmetics."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from xent_cli.core import binary_focal as core_binary_focal
from xent_cli.core import focal as core_focal
from xent_cli.core.ce import distribution
from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import Prediction
from xent_cli.core.smooth import smoothed, smoothed_binary
from xent_cli.exact import bce as exact_bce
from xent_cli.exact import ce as exact_ce
from xent_cli.exact import focal as exact_focal
from xent_cli.exact import kl as exact_kl
from xent_cli.exact import smooth as exact_smooth
from xent_cli.exact.arithmetic import Vector, decimal, total
from xent_cli.exact.predictions import Prediction as ExactPrediction
from xent_cli.inputs.literal import Number
from xent_cli.measures.meaning import from_0
from xent_cli.measures.measure import Truth, as_floats, weighted
from xent_cli.record import record

Weights = Sequence[Number] | None
Alpha = tuple[Number, ...] | None


@record
class Loss:
    """What a gradient is taken of.

    `pull` is g_k = -q_k ∂L/∂q_k, for a binary loss the pair of those of its parts for y and for 1 - y; `letter` is
    how it is written and `where` what that stands for. `exact` is the loss itself.
    """

    command: str
    name: str
    truth: Truth
    pull: Callable[[Any, Prediction], Any]
    exact_pull: Callable[[Vector, ExactPrediction], Any]
    exact: Callable[[Vector, ExactPrediction], Decimal]
    letter: Any
    where: str = ""
    knobs: Mapping[str, Any] = field(default_factory=dict)
    class_weighted: "Callable[[Sequence[Number]], Loss] | None" = None
    by_width: "Callable[[int], Loss] | None" = None


def ce(weights: Weights = None) -> Loss:
    """Cross-entropy."""
    w = as_floats(weights)
    return Loss(
        "ce",
        "cross-entropy",
        Truth.CLASSES,
        pull=lambda y, q: w * one_hot(y, q),
        exact_pull=lambda y, _: weighted(y, weights),
        exact=lambda y, q: exact_ce.cross_entropy(weighted(y, weights), q),
        letter="y_k" if weights is None else "w_k y_k",
        class_weighted=ce,
    )


def kl() -> Loss:
    """Kullback-Leibler divergence."""
    return Loss(
        "kl",
        "KL divergence",
        Truth.DISTRIBUTION,
        pull=lambda p, _: p,
        exact_pull=lambda p, _: p,
        exact=exact_kl.kl,
        letter="y_k",
    )


def smooth(alpha: Number, others: bool, weights: Weights = None) -> Loss:
    """Cross-entropy against the smoothed target."""
    a, w = float(alpha), as_floats(weights)
    spread = exact_smooth.smooth_others if others else exact_smooth.smooth
    return Loss(
        "smooth",
        "smoothed cross-entropy",
        Truth.CLASSES,
        pull=lambda y, q: w * smoothed(y, a, q.values.shape[-1], others),
        exact_pull=lambda y, _: weighted(spread(y, alpha), weights),
        exact=lambda y, q: exact_ce.cross_entropy(weighted(spread(y, alpha), weights), q),
        letter="y'_k" if weights is None else "w_k y'_k",
        where=f"y'_k = (1-α) y_k + {'α (1-y_k)/(K-1)' if others else 'α/K'}",
        knobs={"alpha": a, "smoothing": "others" if others else "uniform"},
        class_weighted=lambda weights: smooth(alpha, others, weights),
    )


def smooth_form(alpha: Number, others: bool) -> Loss:
    """The smoothed cross-entropy, in the form that the columns of PRED call for."""
    many, one = smooth(alpha, others), binary_smooth(alpha, others)
    return replace(many, by_width=lambda width: one if width == 1 else many)


def focal_form(gamma: Number, alpha: Alpha) -> Loss:
    """The focal loss, likewise."""

    def form(width: int) -> Loss:
        if width == 1:
            return binary_focal(gamma, alpha_of_sides(alpha))
        return focal(gamma, alpha_of_classes(alpha, width))

    return replace(focal(gamma, alpha), by_width=form)


def focal(gamma: Number, alpha: Weights = None, weights: Weights = None) -> Loss:
    """Focal loss; α for each class, or one for all of them."""
    by_class = product(alpha, weights)
    a = as_floats(by_class)
    return Loss(
        "focal",
        "focal loss",
        Truth.CLASSES,
        pull=lambda y, q: core_focal.pull(y, q, float(gamma), a),
        exact_pull=lambda y, q: exact_focal.pulls(weighted(y, by_class), q, gamma),
        exact=lambda y, q: exact_focal.focal(weighted(y, by_class), q, gamma),
        letter="g_k",
        where=f"g_k = {'' if by_class is None else 'α_k '}y_k (1-q_k)^γ (1 - γ q_k ln q_k / (1-q_k))",
        knobs={"gamma": float(gamma)} | spoken(alpha),
        class_weighted=lambda weights: focal(gamma, alpha, weights),
    )


def bce(pos_weight: Number) -> Loss:
    """Binary cross-entropy, element by element."""
    w = float(pos_weight)
    return Loss(
        "bce",
        "binary cross-entropy",
        Truth.ELEMENTS,
        pull=lambda y, _: (w * y, 1.0 - y),
        exact_pull=lambda y, _: (tuple(decimal(pos_weight) * v for v in y), tuple(1 - v for v in y)),
        exact=lambda y, q: total(exact_bce.binary_cross_entropy(y, q, pos_weight)),
        letter=("y" if w == 1 else "w y", "(1-y)"),
        knobs={"pos_weight": w} if w != 1 else {},
    )


def binary_smooth(alpha: Number, others: bool) -> Loss:
    """Binary cross-entropy against the smoothed target."""
    a = float(alpha)
    spread = exact_smooth.smooth_binary_others if others else exact_smooth.smooth_binary
    plain = bce(Decimal(1))
    return Loss(
        "smooth",
        "smoothed binary cross-entropy",
        Truth.ELEMENTS,
        pull=lambda y, q: plain.pull(smoothed_binary(y, a, others), q),
        exact_pull=lambda y, q: plain.exact_pull(spread(y, alpha), q),
        exact=lambda y, q: plain.exact(spread(y, alpha), q),
        letter=("y'", "(1-y')"),
        where=f"y' = (1-α) y + {'α (1-y)' if others else 'α/2'}",
        knobs={"alpha": a, "smoothing": "others" if others else "uniform"},
    )


def binary_focal(gamma: Number, alpha: Number | None) -> Loss:
    """Binary focal loss, element by element."""
    a = None if alpha is None else float(alpha)
    return Loss(
        "focal",
        "binary focal loss",
        Truth.ELEMENTS,
        pull=lambda y, q: core_binary_focal.pulls(y, q, float(gamma), a),
        exact_pull=lambda y, q: exact_focal.binary_pulls(y, q, gamma, alpha),
        exact=lambda y, q: total(exact_focal.binary_focal(y, q, gamma, alpha)),
        letter=("g", "n"),
        where=f"g = {'' if a is None else 'α '}y (1-ŷ)^γ (1 - γ ŷ ln ŷ / (1-ŷ)), and n the like of 1-y and 1-ŷ",
        knobs={"gamma": float(gamma)} | ({} if a is None else {"alpha": a}),
    )


def one_hot(target: Any, pred: Prediction) -> Array:
    """The target as distributions over the classes of the prediction."""
    return distribution(target, pred.values.shape[-1])


def read_alpha(text: str | None) -> Alpha:
    """One number for all classes, or a list of one for each."""
    return None if text is None else tuple(from_0("--alpha", number) for number in text.split(","))


def alpha_of_classes(alpha: Alpha, width: int) -> Alpha:
    """α for each of so many classes."""
    if alpha is None or len(alpha) == width:
        return alpha
    if len(alpha) > 1:
        raise InputError(f"{len(alpha)} numbers for {width} classes", "--alpha", "give one, or one for each class")
    return alpha * width


def alpha_of_sides(alpha: Alpha) -> Number | None:
    """α of what is true, 1-α of what is not."""
    if alpha is None:
        return None
    if len(alpha) > 1 or alpha[0] > 1:
        remedy = "give one number from 0 to 1: α for y=1, and 1-α for y=0"
        raise InputError("one column of PRED is the binary form", "--alpha", remedy)
    return alpha[0]


def product(alpha: Weights, weights: Weights) -> Weights:
    """What α and the class weights make of each class together."""
    if alpha is None or weights is None:
        return weights if alpha is None else alpha
    alphas = [alpha[0]] * len(weights) if len(alpha) == 1 else alpha
    return tuple(Fraction(a) * Fraction(w) for a, w in zip(alphas, weights, strict=True))


def spoken(alpha: Weights) -> dict[str, Any]:
    """An α of one or several numbers, for the record."""
    if alpha is None:
        return {}
    return {"alpha": float(alpha[0]) if len(set(alpha)) == 1 else tuple(map(float, alpha))}
