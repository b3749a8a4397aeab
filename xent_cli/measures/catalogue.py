"""The list of measures: name → where its class is, and one line of help; nothing is loaded to list them."""

from collections.abc import Collection
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from xent_cli.core.errors import did_you_mean

if TYPE_CHECKING:
    from xent_cli.measures.measure import Measure


class Listed(NamedTuple):
    """A measure that is not loaded yet."""

    module: str
    cls: str
    help: str
    also: tuple[str, ...] = ()  # what else people call it

    def load(self) -> "type[Measure]":
        """Its class."""
        found: type[Measure] = getattr(import_module(f"xent_cli.measures.{self.module}"), self.cls)
        return found


MEASURES = {
    "entropy": Listed(
        "entropy", "Entropy", "How uncertain a distribution is: H(p) = -Σ p ln p.", ("shannon", "shannon-entropy")
    ),
    "kl": Listed(
        "kl",
        "Divergence",
        "How far q is from p: D(p‖q) = Σ p ln(p/q).",
        ("kl-divergence", "kl-div", "kld", "kullback-leibler", "relative-entropy"),
    ),
    "ce": Listed(
        "ce",
        "CrossEntropy",
        "Cross-entropy of predictions against the truth: H(p,q) = -Σ p ln q.",
        ("cross-entropy", "crossentropy", "nll", "nll-loss", "log-loss", "logloss", "softmax-loss"),
    ),
    "bce": Listed(
        "bce",
        "BinaryCrossEntropy",
        "Binary cross-entropy, element by element: -[y ln ŷ + (1-y) ln(1-ŷ)].",
        ("binary-cross-entropy", "binary-crossentropy", "logistic-loss"),
    ),
    "smooth": Listed(
        "smooth",
        "Smooth",
        "The smoothed target (1-α)y + α/K; with PRED, the cross-entropy against it.",
        ("label-smoothing",),
    ),
    "focal": Listed("focal", "Focal", "Focal loss: -α_t (1-p_t)^γ ln p_t.", ("focal-loss",)),
    "js": Listed(
        "js",
        "JensenShannon",
        "Jensen-Shannon divergence, or with --distance its square root.",
        ("jsd", "jensen-shannon", "js-divergence"),
    ),
    "jeffreys": Listed("jeffreys", "Jeffreys", "Jeffreys divergence: D(p‖q) + D(q‖p).", ("symmetric-kl",)),
    "brier": Listed(
        "brier", "Brier", "Brier score: Σ (ŷ - y)² of a distribution, (ŷ - y)² of one column.", ("brier-score",)
    ),
    "mse": Listed(
        "mse", "MSE", "Mean squared error: Σ (ŷ - y)² / K, of any real numbers.", ("mean-squared-error", "l2-loss")
    ),
    "hinge": Listed(
        "hinge",
        "Hinge",
        "Hinge loss of scores: max(0, m - t s), or of several classes.",
        ("hinge-loss", "svm-loss", "margin-loss"),
    ),
    "gaussian": Listed(
        "gaussian",
        "Gaussian",
        "Gaussian negative log-likelihood: ½ ln 2π + ln σ + (y-μ)²/2σ².",
        ("normal", "gaussian-nll"),
    ),
    "multinomial": Listed(
        "multinomial",
        "Multinomial",
        "-ln of the likelihood of counts: where cross-entropy comes from.",
        ("multinomial-nll",),
    ),
    "softmax": Listed("softmax", "Softmax", "Logits to probabilities, with the log-sum-exp steps."),
    "sigmoid": Listed("softmax", "Sigmoid", "A logit to a probability, element by element."),
}


def suggested(typed: str, among: Collection[str]) -> str:
    """The one that was meant, by another name or by a slip, for the end of a sentence; nothing where none is near.

    >>> suggested("Cross_Entropy", ["ce", "kl"]), suggested("entrop", ["entropy"]), suggested("cat", ["kl"])
    (' (did you mean ce?)', ' (did you mean entropy?)', '')
    """
    meant = named(typed)
    return f" (did you mean {meant}?)" if meant in among else did_you_mean(typed, among)


def named(typed: str) -> str | None:
    """The measure that people also call so.

    >>> named("Cross_Entropy"), named("cat")
    ('ce', None)
    """
    called = typed.lower().replace("_", "-").replace(" ", "-")
    return next((name for name, listed in MEASURES.items() if called in (name, *listed.also)), None)
