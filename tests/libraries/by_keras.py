"""Keras, on jax."""

from typing import Any

import numpy as np

from . import inputs
from .inputs import with_knobs
from .sheet import ALPHA, BOTH, GAMMA, Call, Sheet


def keras() -> None:
    import jax

    jax.config.update("jax_enable_x64", True)
    import keras

    keras.config.set_floatx("float64")
    losses, sheet = keras.losses, Sheet("keras", "keras", "jax")

    def one_hot(y: Any, pred: Any) -> Any:
        return np.eye(pred.shape[-1])[y] if y.ndim == 1 else y

    def of(name: str, *, logits: bool = False, hot: bool = False, **renamed: str) -> Call:
        def call(y: Any, pred: Any, k: dict[str, Any]) -> float:
            told = {renamed[n]: v for n, v in k.items() if n in renamed}
            if "alpha" in k and name == "BinaryFocalCrossentropy":
                told["apply_class_balancing"] = True
            if logits:
                told["from_logits"] = True
            how = {"sum": "sum"}.get(k.get("reduction", ""), "sum_over_batch_size")
            return getattr(losses, name)(reduction=how, **told)(one_hot(y, pred) if hot else y, pred)

        return call

    focal = {"alpha": "alpha", "gamma": "gamma"}
    for kind, words in (("", ()), (" of logits", ("--logits",))):
        logits = bool(words)
        labelled = inputs.labelled_logits() if logits else inputs.labelled_probs()
        soft = inputs.soft_logits() if logits else inputs.soft_probs()
        one = inputs.binary_logits() if logits else inputs.binary_probs()
        crossed = of("CategoricalCrossentropy", logits=logits, hot=True)
        sheet.ask(f"CategoricalOf{kind}", "ce", with_knobs(labelled, BOTH), crossed, *words)
        sheet.ask(f"CategoricalOf soft{kind}", "ce", with_knobs(soft, BOTH), crossed, *words)
        smoothed = of("CategoricalCrossentropy", logits=logits, hot=True, alpha="label_smoothing")
        sheet.ask(f"Smoothed{kind}", "smooth", with_knobs(labelled, ALPHA), smoothed, *words)
        sheet.ask(f"BinaryOf{kind}", "bce", with_knobs(one, BOTH), of("BinaryCrossentropy", logits=logits), *words)
        sheet.ask(
            f"BinaryFocalOf{kind}",
            "focal",
            with_knobs(one, GAMMA),
            of("BinaryFocalCrossentropy", logits=logits, **focal),
            *words,
        )
        categorical = of("CategoricalFocalCrossentropy", logits=logits, hot=True, **focal)
        sheet.ask(f"FocalOf{kind}", "focal", with_knobs(labelled, GAMMA), categorical, *words)
    sheet.ask("DivergenceOf", "kl", with_knobs(inputs.soft_probs(), BOTH), of("KLDivergence"))
    sheet.ask("BinaryHingeOf", "hinge", with_knobs(inputs.signs(), BOTH), of("Hinge"))
    squared = [one._replace(knobs={"squared": True}) for one in inputs.signs()]
    sheet.ask("SquaredHingeOf", "hinge", squared, of("SquaredHinge"))
    sheet.ask("HingeOf", "hinge", with_knobs(inputs.wide_scores(), BOTH), of("CategoricalHinge", hot=True))
    sheet.ask("SquaredErrorOf", "mse", with_knobs(inputs.reals(3), BOTH), of("MeanSquaredError"))
    sheet.keep()
