"""A loss -> the measure that is its gradient, by the logits or by the probabilities."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from xent_cli.choices import Smoothing
from xent_cli.core import gradients
from xent_cli.core.errors import InputError, did_you_mean
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import Prediction
from xent_cli.core.units import LogBase
from xent_cli.core.worked import Column, Worked
from xent_cli.core.working import in_units, predicted
from xent_cli.exact import bce, softmax
from xent_cli.exact.arithmetic import Vector
from xent_cli.exact.predictions import Prediction as ExactPrediction
from xent_cli.measures import losses
from xent_cli.measures.losses import Loss, one_hot, read_alpha
from xent_cli.measures.meaning import Meaning, factor, from_0
from xent_cli.measures.measure import Differentiated, Measure, Truth
from xent_cli.options import Knobs

# By whether the loss is binary, and whether its gradient is by the logits.
_CORE: dict[tuple[bool, bool], Callable[[Any, Prediction], Array]] = {
    (False, True): gradients.by_logits,
    (False, False): gradients.by_probs,
    (True, True): gradients.binary_by_logits,
    (True, False): gradients.binary_by_probs,
}
_EXACT: dict[tuple[bool, bool], Callable[[Any, ExactPrediction], Vector]] = {
    (False, True): softmax.gradient_by_logits,
    (False, False): softmax.gradient_by_probs,
    (True, True): lambda pulls, q: bce.binary_gradient_by_logits(pulls[0], pulls[1], q),
    (True, False): lambda pulls, q: bce.binary_gradient_by_probs(pulls[0], pulls[1], q),
}


def gradient(
    loss: Loss, *, to_logits: bool, verify: bool = False, temperature: float = 1.0, notes: tuple[str, ...] = ()
) -> Measure:
    """The gradient of each row's loss, as its share of that of the mean; `notes` stand under the worked row."""
    binary = loss.truth is Truth.ELEMENTS
    scale = temperature if to_logits else 1.0

    def values(y: Any, q: Prediction) -> Array:
        return _CORE[binary, to_logits](loss.pull(y, q), q) / scale

    def exact(y: Vector, q: ExactPrediction) -> Iterable[Decimal]:
        return _EXACT[binary, to_logits](loss.exact_pull(y, q), q)

    def work(y: Any, q: Prediction, opening: tuple[Column, ...], log: LogBase) -> Worked:
        divisors = [f"{scale:g}"] if scale != 1 else []
        divisors += [f"ln {log.text}"] if log.text != "e" else []
        target = y if binary else one_hot(y, q)
        show = gradients.work_binary if binary else gradients.work
        slopes = in_units(values(y, q), log)
        worked = show(target, loss.pull(y, q), slopes, q, opening, loss.letter, to_logits, divisors)
        where = f",  {loss.where.replace('q_k', f'{predicted(q)}_k')}" if loss.where else ""
        return replace(worked, formula=worked.formula + where, notes=notes)

    again = partial(gradient, to_logits=to_logits, verify=verify, temperature=temperature, notes=notes)
    reweighted, by_width = loss.class_weighted, loss.by_width
    by = "logits" if to_logits else "probs"
    return Measure(
        "grad",
        f"gradient of the {loss.name} by the {'logits' if to_logits else 'probabilities'}",
        loss.truth,
        values,
        work,
        exact,
        reduces=False,
        shared=True,
        elementwise=binary,
        knobs={"loss": loss.command, "wrt": by} | dict(loss.knobs),
        class_weighted=reweighted and (lambda weights: again(reweighted(weights))),
        by_width=by_width and (lambda width: again(by_width(width))),
        verified_by=Differentiated(loss.exact, to_logits) if verify else None,
    )


def of_loss(name: str, knobs: Knobs, meaning: Meaning, *, to_logits: bool, verify: bool) -> Measure:
    """The gradient of the loss of that name, with its knobs as the options turn them."""
    notes: tuple[str, ...] = ()
    if to_logits and meaning.eps is not None:
        raise InputError("a clamped probability does not move with its logit", "--eps", "leave it out, or --wrt probs")
    if to_logits and meaning.kind is not InputKind.LOGITS:
        notes = ("by the logits behind these probabilities, z = ln q + any constant; if they are logits, say --logits",)
    loss = named(name, knobs)
    return gradient(loss, to_logits=to_logits, verify=verify, temperature=float(meaning.temperature), notes=notes)


def named(name: str, knobs: Knobs) -> Loss:
    """The loss of that name; a knob that it has not is an InputError."""
    if name not in _KNOBS:
        raise InputError(
            f"there is no gradient of '{name}'{did_you_mean(name, _KNOBS)}", "LOSS", f"give one of {', '.join(_KNOBS)}"
        )
    for knob, value in vars(knobs).items():
        if value is not None and knob not in _KNOBS[name]:
            raise InputError(f"{name} has none", f"--{knob.replace('_', '-')}", "leave it out")
    match name:
        case "bce":
            return losses.bce(factor("--pos-weight", knobs.pos_weight or "1"))
        case "smooth":
            return losses.smooth_form(from_0("--alpha", knobs.alpha or "0.1", 1), knobs.smoothing is Smoothing.OTHERS)
        case "focal":
            return losses.focal_form(from_0("--gamma", knobs.gamma or "2"), read_alpha(knobs.alpha))
        case "kl":
            return losses.kl()
        case _:
            return losses.ce()


_KNOBS = {"ce": (), "bce": ("pos_weight",), "smooth": ("alpha", "smoothing"), "focal": ("alpha", "gamma"), "kl": ()}
