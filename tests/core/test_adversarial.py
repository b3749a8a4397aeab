"""What is hard in float64, by each measure, against `xent_cli.exact`: `pytest -rP` shows how far off it was."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from xent_cli.core import bce, binary_focal, ce
from xent_cli.exact import bce as exact_bce
from xent_cli.exact import ce as exact_ce
from xent_cli.exact import focal as exact_focal

from .adversaries import (
    Case,
    divergences,
    divergences_from_logits,
    entropies,
    focal_gradient_of,
    focal_of,
    focal_of_many_classes,
    label_gradients,
    many_classes,
    of_elements,
    of_labels,
    of_targets,
    smoothed,
    soft_gradients,
)

MEASURES: dict[str, tuple[float, Callable[[], Iterator[Case]]]] = {
    "entropy": (3, entropies),
    "cross-entropy of a label": (3, lambda: of_labels(ce.value, lambda y, q: [exact_ce.cross_entropy(y, q)])),
    "cross-entropy of a distribution": (3, lambda: of_targets(ce.value, lambda y, q: [exact_ce.cross_entropy(y, q)])),
    "cross-entropy of a smoothed label": (3, smoothed),
    "KL divergence": (4, divergences),
    "KL divergence from logits, in its largest term": (4, divergences_from_logits),
    "binary cross-entropy": (3, lambda: of_elements(bce.loss, exact_bce.binary_cross_entropy, (0.0, 1.0, 0.25))),
    "gradient of cross-entropy": (4, label_gradients),
    "gradient of cross-entropy, soft, in p and q": (4, soft_gradients),
    "gradient of binary cross-entropy": (
        4,
        lambda: of_elements(bce.gradient, exact_bce.binary_cross_entropy_by_logits),
    ),
    "10^5 classes": (3, many_classes),
    "focal loss of 10^5 classes": (8, focal_of_many_classes),
}
for _gamma in (0.5, 2.0, 5.0):
    _g = Decimal(_gamma)
    MEASURES |= {
        f"focal loss, γ = {_gamma:g}": (8, lambda g=_gamma: focal_of(g)),
        f"gradient of focal loss, γ = {_gamma:g}": (8, lambda g=_gamma: focal_gradient_of(g)),
        f"binary focal loss, γ = {_gamma:g}": (
            8,
            lambda g=_gamma, d=_g: of_elements(
                lambda y, q: binary_focal.loss(y, q, g), lambda y, q: exact_focal.binary_focal(y, q, d)
            ),
        ),
        f"gradient of binary focal loss, γ = {_gamma:g}": (
            8,
            lambda g=_gamma, d=_g: of_elements(
                lambda y, q: binary_focal.gradient(y, q, g), lambda y, q: exact_focal.binary_focal_by_logits(y, q, d)
            ),
        ),
    }


@pytest.mark.parametrize("measure", MEASURES)
def test_the_promise_is_kept(measure: str) -> None:
    promise, table = MEASURES[measure]
    errors = [case.ulp for case in table()]
    print(f"{measure}: {len(errors)} cases, worst {max(errors):.2g} ulp of {promise} promised")
    assert len(errors) >= 9
    assert max(errors) <= promise
