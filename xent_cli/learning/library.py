"""What a caller of the library needs to move parameters: the gradient of a regression, and one update."""

import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.choices import Method, MomentumForm
from xent_cli.core.arrays import usable_elements, usable_rows, usable_target, within
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.learning.descent import Descent
from xent_cli.learning.optimizers import Optimizer
from xent_cli.learning.regression import slopes
from xent_cli.learning.valued import in_floats
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy


def regression_gradient(
    target: ArrayLike, inputs: ArrayLike, weights: ArrayLike, bias: ArrayLike | None = None
) -> tuple[Array, Array]:
    """Gradient of the mean cross-entropy of softmax regression: ∂L/∂W = Σ (ŷ - y) xᵀ / N, and ∂L/∂b = Σ (ŷ - y) / N.

    inputs has shape (N, F), weights (K, F) and bias (K,), or there is none; target is class indices of shape
    (N,) or distributions (N, K). With weights of shape (1, F) it is logistic regression, whose target is from
    0 to 1, of shape (N,). The results have shapes (K, F) and (K,), in nats. InputError where shapes do not fit
    or a number is not finite.

    >>> from xent_cli import regression_gradient
    >>> by_weights, by_bias = regression_gradient([1], [[3.0, 2.0]], [[0.0, 0.0]])
    >>> by_weights.tolist(), by_bias.tolist()
    ([[-1.5, -1.0]], [-0.5])

    Jurafsky and Martin (2025), Speech and Language Processing (3rd ed. draft), section 5.6.
    """
    x, w = usable_rows(inputs, InputKind.REALS, "inputs"), usable_rows(weights, InputKind.REALS, "weights")
    if x.ndim != 2 or w.ndim != 2 or x.shape[1] != w.shape[1]:
        what = f"inputs have shape {x.shape}, and weights {w.shape}"
        raise InputError(what, "weights", "give (N, F) and (K, F)")
    b = np.zeros(len(w)) if bias is None else usable_rows(bias, InputKind.REALS, "bias")
    if b.shape != (len(w),):
        raise InputError(f"its shape is {b.shape}", "bias", f"give {(len(w),)}, a number for each class")
    if len(w) > 1:
        found = slopes(CrossEntropy(), w, b, x, usable_target(target, (len(x), len(w))), 1 / len(x))
        return found.by_weights, found.by_bias
    y = usable_elements(target, InputKind.PROBS, "target")
    if y.shape != (len(x),):
        raise InputError(f"its shape is {y.shape}", "target", f"give {(len(x),)}, a number for each row of inputs")
    found = slopes(BinaryCrossEntropy(), w, b, x, y[:, np.newaxis], 1 / len(x))
    return found.by_weights, found.by_bias


def optimizer_step(
    parameters: ArrayLike,
    gradient: ArrayLike,
    *,
    rate: float,
    optimizer: str = "gd",
    state: Mapping[str, Array] | None = None,
    t: int = 1,
    momentum: float = 0.9,
    momentum_form: str = "torch",
    rho: float = 0.9,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    epsilon_inside: bool = False,
    bias_correction: bool = True,
    decay: float = 0.0,
) -> tuple[Array, dict[str, Array]]:
    """One update of parameters against their gradient, and what is kept for the next: w' = w - η g for `gd`.

    parameters and gradient have one shape, and so has each array of the state (`v` of momentum and nesterov, `s` of
    adagrad and rmsprop, `m` and `v` of adam); none is the state before the first update. t counts the updates
    from 1. `decay` is decoupled: parameters times 1 - η δ. InputError where shapes differ, a constant is out of range,
    or there is no such optimizer.

    >>> from xent_cli import optimizer_step
    >>> w, state = optimizer_step([5.0], [4.0], rate=0.1, optimizer="momentum")
    >>> w, state = optimizer_step(w, [4.0], rate=0.1, optimizer="momentum", state=state, t=2)
    >>> w.tolist(), state["v"].tolist()
    ([3.84], [7.6])

    Kingma and Ba (2015), Adam; Sutskever et al. (2013), On the importance of initialization and momentum in deep
    learning; Duchi et al. (2011), Adaptive Subgradient Methods.
    """
    within("rate", rate, 0.0, math.inf)
    for name, share in (("momentum", momentum), ("rho", rho), ("beta1", beta1), ("beta2", beta2)):
        within(name, share, 0.0, math.nextafter(1.0, 0.0))
    within("epsilon", epsilon, 0.0, math.inf)
    within("decay", decay, 0.0, math.inf)
    if optimizer not in tuple(Method) or momentum_form not in tuple(MomentumForm):
        unknown = optimizer if optimizer not in tuple(Method) else momentum_form
        raise InputError(f"there is no '{unknown}'", "optimizer", f"give one of {', '.join((*Method, *MomentumForm))}")
    w = usable_elements(parameters, InputKind.REALS, "parameters")
    g = usable_elements(gradient, InputKind.REALS, "gradient")
    made = Optimizer(
        Method(optimizer),
        Fraction(rate),
        momentum=Fraction(momentum),
        rho=Fraction(rho),
        beta1=Fraction(beta1),
        beta2=Fraction(beta2),
        epsilon=Fraction(epsilon),
        decay=Fraction(decay),
        momentum_form=MomentumForm(momentum_form),
        epsilon_inside=epsilon_inside,
        bias_correction=bias_correction,
    )
    kept = dict.fromkeys(made.beginning, np.zeros_like(w)) if state is None else dict(state)
    if {w.shape} != {g.shape, *(np.shape(of) for of in kept.values()), w.shape} or kept.keys() != made.beginning.keys():
        what = f"gradient has shape {g.shape}, and the state {', '.join(kept) or 'nothing'}"
        remedy = f"give {', '.join(made.beginning) or 'no state'}, and all of shape {w.shape}"
        raise InputError(what, "gradient", remedy)
    with np.errstate(all="ignore"):
        moved, after = Descent(made).updated(in_floats, w, g, kept, t)
    return moved, dict(after)
