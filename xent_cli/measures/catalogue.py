"""The list of measures: name → where its class is, and one line of help; nothing is loaded to list them."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xent_cli.measures.measure import Measure


class Listed(NamedTuple):
    """A measure that is not loaded yet."""

    module: str
    cls: str
    help: str

    def load(self) -> "type[Measure]":
        """Its class."""
        found: type[Measure] = getattr(import_module(f"xent_cli.measures.{self.module}"), self.cls)
        return found


MEASURES = {
    "entropy": Listed("entropy", "Entropy", "How uncertain a distribution is: H(p) = -Σ p ln p."),
    "kl": Listed("kl", "Divergence", "How far q is from p: D(p‖q) = Σ p ln(p/q)."),
    "ce": Listed("ce", "CrossEntropy", "Cross-entropy of predictions against the truth: H(p,q) = -Σ p ln q."),
    "bce": Listed("bce", "BinaryCrossEntropy", "Binary cross-entropy, element by element: -[y ln ŷ + (1-y) ln(1-ŷ)]."),
    "smooth": Listed("smooth", "Smooth", "The smoothed target (1-α)y + α/K; with PRED, the cross-entropy against it."),
    "focal": Listed("focal", "Focal", "Focal loss: -α_t (1-p_t)^γ ln p_t."),
    "js": Listed("js", "JensenShannon", "Jensen-Shannon divergence, or with --distance its square root."),
    "jeffreys": Listed("jeffreys", "Jeffreys", "Jeffreys divergence: D(p‖q) + D(q‖p)."),
    "brier": Listed("brier", "Brier", "Brier score: Σ (ŷ - y)² of a distribution, (ŷ - y)² of one column."),
    "mse": Listed("mse", "MSE", "Mean squared error: Σ (ŷ - y)² / K, of any real numbers."),
    "hinge": Listed("hinge", "Hinge", "Hinge loss of scores: max(0, m - t s), or of several classes."),
    "gaussian": Listed("gaussian", "Gaussian", "Gaussian negative log-likelihood: ½ ln 2π + ln σ + (y-μ)²/2σ²."),
    "multinomial": Listed(
        "multinomial", "Multinomial", "-ln of the likelihood of counts: where cross-entropy comes from."
    ),
    "softmax": Listed("softmax", "Softmax", "Logits to probabilities, with the log-sum-exp steps."),
    "sigmoid": Listed("softmax", "Sigmoid", "A logit to a probability, element by element."),
}
