"""Of very many classes some are drawn: estimates of the softmax that move the rows of a few classes only.

`sampled` softmax: Z is estimated by the true class and K others drawn by q, each e^z divided by K q, as if ln(K q) were
taken off its logit (Jean et al. 2015, On Using Very Large Target Vocabulary). That mean is Z; the logarithm of it
is too low by about Var/2Z².

`negative` samples: the true class against K that are drawn, each by a sigmoid (Mikolov et al. 2013, Distributed
Representations of Words and Phrases). Scores learnt so are ln(p/Kq), and what they predict has ln q put back.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.numerics import Array, sigmoid, softplus
from xent_cli.learning.model import Model
from xent_cli.record import record

FLATTER = 0.75  # Mikolov's power of the frequencies that negative samples are drawn by
Classes = NDArray[np.int64]


class Pulls(NamedTuple):
    """Losses of some rows, and how the logit of the true class and of each drawn one pulls at them."""

    losses: Array
    of_true: Array
    of_drawn: Array


class Sparse(NamedTuple):
    """Slopes by the weights and biases of some classes; by all others they are 0."""

    classes: Classes
    by_weights: Array
    by_bias: Array


@record
class Sampling:
    """How many classes are drawn for a batch, by which frequencies, and what is made of them."""

    negative: bool
    count: int
    log_q: Array
    cumulated: Array

    @classmethod
    def of(cls, negative: bool, count: int, rows: NDArray[np.int64]) -> "Sampling":
        """By how often classes occur; a class without rows is never drawn."""
        weights = np.where(rows > 0, rows, 0.0) ** (FLATTER if negative else 1.0)
        with np.errstate(divide="ignore"):
            log_q = np.log(weights / weights.sum())
        return cls(negative, count, log_q, np.cumsum(weights / weights.sum()))

    @property
    def loss_at_first(self) -> float:
        """The loss of weights that are all 0."""
        return float((1 + self.count) * np.log(2) if self.negative else np.log(len(self.log_q)))

    def drawn(self, random: np.random.Generator) -> Classes:
        """Classes by their frequencies, each as often as it comes."""
        found = np.searchsorted(self.cumulated, random.random(self.count), side="right")
        return np.minimum(found, len(self.log_q) - 1).astype(np.int64)

    def pulls(self, model: Model, inputs: Array, labels: Classes, chosen: Classes) -> Pulls:
        """Of some rows and these drawn classes; one that is the row's own is not drawn for it."""
        weights, bias = model.weights, model.bias
        of_true = np.einsum("nf,nf->n", inputs, weights[labels])
        of_drawn = inputs @ weights[chosen].T
        if bias is not None:
            of_true, of_drawn = of_true + bias[labels], of_drawn + bias[chosen]
        own = labels[:, np.newaxis] == chosen
        if self.negative:
            each = np.where(own, 0.0, softplus(of_drawn))
            pulled = np.where(own, 0.0, sigmoid(of_drawn))
            return Pulls(softplus(-of_true) + each.sum(axis=1), -sigmoid(-of_true), pulled)
        of_drawn = np.where(own, -np.inf, of_drawn - (self.log_q[chosen] + np.log(self.count)))
        top = np.maximum(of_true, of_drawn.max(axis=1))
        e_true, e_drawn = np.exp(of_true - top), np.exp(of_drawn - top[:, np.newaxis])
        z = e_true + e_drawn.sum(axis=1)
        return Pulls(top - of_true + np.log(z), e_true / z - 1, e_drawn / z[:, np.newaxis])


def slopes(pulls: Pulls, inputs: Array, labels: Classes, chosen: Classes, shares: Array) -> Sparse:
    """By the weights of the classes that pull; rows have these shares in the loss."""
    classes, at = np.unique(np.concatenate([labels, chosen]), return_inverse=True)
    by_weights, by_bias = np.zeros((len(classes), inputs.shape[1])), np.zeros(len(classes))
    true, drawn = at[: len(labels)], at[len(labels) :]
    of_true = pulls.of_true * shares
    of_drawn = pulls.of_drawn * shares[:, np.newaxis]
    np.add.at(by_weights, true, of_true[:, np.newaxis] * inputs)
    np.add.at(by_weights, drawn, of_drawn.T @ inputs)
    np.add.at(by_bias, true, of_true)
    np.add.at(by_bias, drawn, of_drawn.sum(axis=0))
    return Sparse(classes, by_weights, by_bias)
