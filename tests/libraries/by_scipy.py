"""SciPy and optax."""

from collections.abc import Callable
from typing import Any

import numpy as np

from . import inputs
from .inputs import with_knobs
from .sheet import ALPHA, BOTH, GAMMA, Sheet


def scipy() -> None:
    from scipy.spatial.distance import jensenshannon
    from scipy.stats import entropy, multinomial, norm

    sheet = Sheet("scipy")

    def how(k: dict[str, Any]) -> Callable[[Any], float]:
        return np.sum if k.get("reduction") == "sum" else np.mean

    soft = with_knobs(inputs.soft_probs(), BOTH)
    sheet.ask("DivergenceOf", "kl", soft, lambda p, q, k: how(k)(entropy(p, q, axis=-1)))
    sheet.ask("DistanceOf", "js", soft, lambda p, q, k: how(k)(jensenshannon(p, q, axis=-1)))
    spread = [{"variance": 0.5}, {"variance": 1e-7}, {"sd": 4.0, "reduction": "sum"}, {"sd": 0.5}]
    sheet.ask(
        "GaussianOf",
        "gaussian",
        with_knobs(inputs.reals(), spread),
        lambda y, m, k: how(k)(-norm.logpdf(y, m, k.get("sd", k.get("variance", 0.0) ** 0.5))),
    )
    sheet.ask(
        "MultinomialOf", "multinomial", inputs.counts(), lambda n, q, k: -multinomial.logpmf(n[0], int(n.sum()), q[0])
    )
    sheet.keep()


def optax() -> None:
    import jax

    jax.config.update("jax_enable_x64", True)
    import optax

    sheet = Sheet("optax", "optax", "jax")

    def how(k: dict[str, Any]) -> Callable[[Any], float]:
        return np.sum if k.get("reduction") == "sum" else np.mean

    def crossed(y: Any, z: Any, k: dict[str, Any]) -> float:
        of_labels = optax.softmax_cross_entropy_with_integer_labels
        return how(k)(of_labels(z, y) if y.ndim == 1 else optax.softmax_cross_entropy(z, y))

    def smoothed(y: Any, z: Any, k: dict[str, Any]) -> float:
        return how(k)(optax.softmax_cross_entropy(z, optax.smooth_labels(np.eye(z.shape[-1])[y], k["alpha"])))

    logits = inputs.labelled_logits()
    sheet.ask("CrossEntropyOf", "ce", with_knobs(logits, BOTH), crossed, "--logits")
    sheet.ask("CrossEntropyOf soft", "ce", with_knobs(inputs.soft_logits(), BOTH), crossed, "--logits")
    sheet.ask("SmoothOf", "smooth", with_knobs(logits, ALPHA), smoothed, "--logits")
    sheet.ask(
        "BinaryOf",
        "bce",
        with_knobs(inputs.binary_logits(), BOTH),
        lambda y, z, k: how(k)(optax.sigmoid_binary_cross_entropy(z, y)),
        "--logits",
    )
    sheet.ask(
        "FocalOf",
        "focal",
        with_knobs(inputs.binary_logits(), GAMMA),
        lambda y, z, k: how(k)(optax.sigmoid_focal_loss(z, y, alpha=k.get("alpha"), gamma=k.get("gamma", 2.0))),
        "--logits",
    )
    sheet.ask(
        "DivergenceOf",
        "kl",
        with_knobs(inputs.soft_probs(), BOTH),
        lambda p, q, k: how(k)(optax.kl_divergence(jax.numpy.log(q), p)),
    )
    sheet.ask(
        "BinaryHingeOf",
        "hinge",
        with_knobs(inputs.signs(), BOTH),
        lambda y, s, k: how(k)(optax.hinge_loss(s, 2 * y - 1)),
    )
    sheet.ask(
        "HingeOf",
        "hinge",
        with_knobs(inputs.wide_scores(), BOTH),
        lambda y, s, k: how(k)(optax.losses.multiclass_hinge_loss(s, y)),
    )
    sheet.ask("SquaredErrorOf", "mse", inputs.reals(3), lambda y, x, k: how(k)(optax.squared_error(x, y)))
    sheet.ask("SquaredErrorOfColumn", "mse", inputs.reals(), lambda y, x, k: how(k)(optax.squared_error(x, y)))
    sheet.keep()
