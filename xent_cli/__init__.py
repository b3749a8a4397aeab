"""Entropy, Kullback-Leibler divergence, cross-entropy and their kin, computed without losing digits."""

from importlib import import_module

# As typing has it, whose loading takes longer than all that stands here: until the command's own first line
# runs, an interrupt shows a traceback.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from xent_cli.comparison.paired import paired_difference
    from xent_cli.core.bce import (
        binary_cross_entropy,
        binary_cross_entropy_from_logits,
        binary_cross_entropy_gradient,
    )
    from xent_cli.core.binary_focal import (
        binary_focal_loss,
        binary_focal_loss_from_logits,
        binary_focal_loss_gradient,
    )
    from xent_cli.core.calibration import (
        binary_expected_calibration_error,
        brier_decomposition,
        expected_calibration_error,
        reliability,
    )
    from xent_cli.core.ce import cross_entropy, cross_entropy_from_logits, cross_entropy_gradient
    from xent_cli.core.entropy import entropy, entropy_from_logits
    from xent_cli.core.errors import InputError
    from xent_cli.core.focal import focal_loss, focal_loss_from_logits, focal_loss_gradient
    from xent_cli.core.gaussian import gaussian_nll
    from xent_cli.core.hinge import crammer_singer_loss, hinge_loss, weston_watkins_loss
    from xent_cli.core.huffman import huffman_code
    from xent_cli.core.jeffreys import jeffreys_divergence
    from xent_cli.core.joint import information_gain, mutual_information
    from xent_cli.core.js import jensen_shannon_distance, jensen_shannon_divergence, jensen_shannon_divergence_of
    from xent_cli.core.kl import kl_divergence, kl_divergence_from_logits, kl_divergence_gradient
    from xent_cli.core.multinomial import multinomial_nll
    from xent_cli.core.normal import gaussian_cross_entropy, gaussian_entropy, gaussian_kl_divergence
    from xent_cli.core.perplexity import perplexity, perplexity_from_log_probs
    from xent_cli.core.smooth import smooth_labels
    from xent_cli.core.softmax import log_sigmoid, log_softmax, logsumexp, sigmoid, softmax
    from xent_cli.core.squared import brier_score, brier_score_from_logits, mean_squared_error
    from xent_cli.core.temperature import fitted_binary_temperature, fitted_temperature
    from xent_cli.learning.fitted import softmax_regression
    from xent_cli.learning.library import optimizer_step, regression_gradient
    from xent_cli.notebook import worked

__version__ = "0.1.0"

__all__ = [
    "InputError",
    "binary_cross_entropy",
    "binary_cross_entropy_from_logits",
    "binary_cross_entropy_gradient",
    "binary_expected_calibration_error",
    "binary_focal_loss",
    "binary_focal_loss_from_logits",
    "binary_focal_loss_gradient",
    "brier_decomposition",
    "brier_score",
    "brier_score_from_logits",
    "crammer_singer_loss",
    "cross_entropy",
    "cross_entropy_from_logits",
    "cross_entropy_gradient",
    "entropy",
    "entropy_from_logits",
    "expected_calibration_error",
    "fitted_binary_temperature",
    "fitted_temperature",
    "focal_loss",
    "focal_loss_from_logits",
    "focal_loss_gradient",
    "gaussian_cross_entropy",
    "gaussian_entropy",
    "gaussian_kl_divergence",
    "gaussian_nll",
    "hinge_loss",
    "huffman_code",
    "information_gain",
    "jeffreys_divergence",
    "jensen_shannon_distance",
    "jensen_shannon_divergence",
    "jensen_shannon_divergence_of",
    "kl_divergence",
    "kl_divergence_from_logits",
    "kl_divergence_gradient",
    "log_sigmoid",
    "log_softmax",
    "logsumexp",
    "mean_squared_error",
    "multinomial_nll",
    "mutual_information",
    "optimizer_step",
    "paired_difference",
    "perplexity",
    "perplexity_from_log_probs",
    "regression_gradient",
    "reliability",
    "sigmoid",
    "smooth_labels",
    "softmax",
    "softmax_regression",
    "weston_watkins_loss",
    "worked",
]

# Where they are.
HOMES = (
    "core.errors",
    "core.entropy",
    "core.kl",
    "core.ce",
    "core.bce",
    "core.smooth",
    "core.focal",
    "core.binary_focal",
    "core.js",
    "core.jeffreys",
    "core.squared",
    "core.huffman",
    "core.joint",
    "core.perplexity",
    "core.gaussian",
    "core.hinge",
    "core.multinomial",
    "core.normal",
    "core.softmax",
    "learning.fitted",
    "learning.library",
    "core.calibration",
    "core.temperature",
    "comparison.paired",
    "notebook",
)


def __getattr__(name: str) -> object:
    """Load NumPy when the first public function is asked for: `xent --help` does without."""
    if name in __all__:
        for home in HOMES:
            module = import_module(f"xent_cli.{home}")
            if name in vars(module):
                return vars(module)[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
