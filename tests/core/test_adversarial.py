"""What is hard in float64, by each measure, against its own formula: `pytest -rP` shows how far off it was."""

from collections.abc import Callable, Iterator

import pytest

from xent_cli.core import bce, binary_focal, ce
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import BinaryFocal

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
    sloped,
    smoothed,
    soft_gradients,
    valued,
)

MEASURES: dict[str, tuple[float, Callable[[], Iterator[Case]]]] = {
    "entropy": (3, entropies),
    "cross-entropy of a label": (3, lambda: of_labels(ce.value, valued(CrossEntropy()))),
    "cross-entropy of a distribution": (3, lambda: of_targets(ce.value, valued(CrossEntropy()))),
    "cross-entropy of a smoothed label": (3, smoothed),
    "KL divergence": (4, divergences),
    "KL divergence from logits, in its largest term": (4, divergences_from_logits),
    "binary cross-entropy": (3, lambda: of_elements(bce.loss, valued(BinaryCrossEntropy()), (0.0, 1.0, 0.25))),
    "gradient of cross-entropy": (4, label_gradients),
    "gradient of cross-entropy, soft, in p and q": (4, soft_gradients),
    "gradient of binary cross-entropy": (
        4,
        lambda: of_elements(bce.gradient, sloped(BinaryCrossEntropy())),
    ),
    "10^5 classes": (3, many_classes),
    "focal loss of 10^5 classes": (8, focal_of_many_classes),
}
for _gamma in (0.5, 2.0, 5.0):
    _loss = BinaryFocal(gamma=str(_gamma))
    MEASURES |= {
        f"focal loss, γ = {_gamma:g}": (8, lambda g=_gamma: focal_of(g)),
        f"gradient of focal loss, γ = {_gamma:g}": (8, lambda g=_gamma: focal_gradient_of(g)),
        f"binary focal loss, γ = {_gamma:g}": (
            8,
            lambda g=_gamma, loss=_loss: of_elements(lambda y, q: binary_focal.loss(y, q, g), valued(loss)),
        ),
        f"gradient of binary focal loss, γ = {_gamma:g}": (
            8,
            lambda g=_gamma, loss=_loss: of_elements(lambda y, q: binary_focal.gradient(y, q, g), sloped(loss)),
        ),
    }


@pytest.mark.parametrize("measure", MEASURES)
def test_the_promise_is_kept(measure: str) -> None:
    promise, table = MEASURES[measure]
    errors = [case.ulp for case in table()]
    print(f"{measure}: {len(errors)} cases, worst {max(errors):.2g} ulp of {promise} promised")
    assert len(errors) >= 9
    assert max(errors) <= promise
