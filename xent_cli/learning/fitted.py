"""The same descent for whoever has arrays."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.choices import Method
from xent_cli.core.arrays import usable_elements
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.learning.beginning import rated
from xent_cli.learning.model import Model, Standard, untaught
from xent_cli.learning.of_options import descent, loss
from xent_cli.learning.options import Aim, Moves
from xent_cli.learning.spool import Spool
from xent_cli.learning.training import Epoch, Plan, Stand
from xent_cli.learning.training import epochs as descents
from xent_cli.learning.truth import truth


class Fitted(NamedTuple):
    """A softmax regression: weights (K, F) and bias (K,) of the classes; of two classes a row, for the second."""

    model: Model
    classes: tuple[Any, ...]
    epochs: tuple[Epoch, ...]

    @property
    def weights(self) -> Array:
        """W; of standardized features, if they were."""
        return self.model.weights

    @property
    def bias(self) -> Array | None:
        """b; None where there is none."""
        return self.model.bias

    def probabilities(self, features: ArrayLike) -> Array:
        """The probability of each class (N, K), for features (N, F)."""
        return self.model.probabilities(matrix(features))


def softmax_regression(
    features: ArrayLike,
    labels: Sequence[Any],
    *,
    epochs: int = 10,
    batch: int | None = 32,
    optimizer: str = "gd",
    rate: float | None = None,
    l1: float = 0.0,
    l2: float = 0.0,
    standardize: bool = False,
    bias: bool = True,
    seed: int = 0,
) -> Fitted:
    """Softmax regression of labels (N,) by features (N, F), by mini-batches; of two classes a logistic one.

    The mean cross-entropy and λ₁ Σ|w| + λ₂/2 Σ w² are brought down; `batch=None` takes all rows at once. The result has
    the weights, the bias, the classes in their order, the epochs, and the probabilities of other features. The seed is
    what the order of the rows follows from. InputError where a feature is no number, or the rate too high.

    >>> from xent_cli import softmax_regression
    >>> fitted = softmax_regression([[0.0], [1.0], [2.0], [3.0]], ["no", "no", "yes", "yes"], epochs=200, rate=1)
    >>> fitted.classes, fitted.probabilities([[0.5], [2.5]]).round(2).tolist()
    (('no', 'yes'), [[0.98, 0.02], [0.01, 0.99]])

    Goodfellow, Bengio and Courville (2016), Deep Learning, sections 6.2.2.3 and 8.3.
    """
    inputs = matrix(features)
    names, numbers = np.unique(np.asarray(labels), return_inverse=True)
    if len(numbers) != len(inputs) or len(names) < 2:
        what = f"{len(numbers)} labels of {len(names)} classes for {len(inputs)} rows"
        raise InputError(what, "labels", "give one for each row, of two classes or more")
    if optimizer not in tuple(Method):
        raise InputError(f"there is no {optimizer}", "optimizer", f"give one of {', '.join(Method)}")
    rows = Spool(inputs.shape[1])
    rows.append(np.column_stack([inputs, numbers, np.ones(len(inputs))]))
    model = untaught([str(i) for i in range(inputs.shape[1])], "label", list(map(str, names.tolist())), bias=bias)
    if standardize:
        model = replace(model, standard=Standard.over(rows))
    aim = Aim(l1=repr(float(l1)), l2=repr(float(l2)))
    moves = rated(Moves(rate=None if rate is None else repr(float(rate)), optimizer=Method(optimizer)))
    of = descent(moves, aim)
    size = len(inputs) if batch is None else min(batch, len(inputs))
    plan = Plan(rows, truth(loss(aim, len(model.weights)), np.ones(len(names))), of, size, seed)
    stands = [Stand.first(model, of)]
    for stand in islice(descents(plan, stands[0], unwatched), epochs):
        stands = [stand]
    return Fitted(stands[0].model, tuple(names.tolist()), stands[0].epochs)


def unwatched(stand: Stand) -> bool:
    """On and on."""
    return True


def matrix(features: ArrayLike) -> Array:
    """Finite features, a row for each example."""
    found = usable_elements(features, InputKind.REALS, "features")
    if found.ndim != 2 or not found.size:
        raise InputError(
            f"its shape is {found.shape}", "features", "give a row for each label, a column for each feature"
        )
    return found
