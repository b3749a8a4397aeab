"""Entropy, Kullback-Leibler divergence, cross-entropy and their kin, computed without losing digits."""

from importlib import import_module

# As typing has it, whose loading takes longer than all that stands here: until the command's own first line
# runs, an interrupt shows a traceback.
TYPE_CHECKING = False

if TYPE_CHECKING:
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
    from xent_cli.core.ce import cross_entropy, cross_entropy_from_logits, cross_entropy_gradient
    from xent_cli.core.entropy import entropy, entropy_from_logits
    from xent_cli.core.errors import InputError
    from xent_cli.core.focal import focal_loss, focal_loss_from_logits, focal_loss_gradient
    from xent_cli.core.kl import kl_divergence, kl_divergence_from_logits, kl_divergence_gradient
    from xent_cli.core.smooth import smooth_labels
    from xent_cli.core.softmax import log_sigmoid, log_softmax, logsumexp, sigmoid, softmax

__version__ = "0.1.0"

__all__ = [
    "InputError",
    "binary_cross_entropy",
    "binary_cross_entropy_from_logits",
    "binary_cross_entropy_gradient",
    "binary_focal_loss",
    "binary_focal_loss_from_logits",
    "binary_focal_loss_gradient",
    "cross_entropy",
    "cross_entropy_from_logits",
    "cross_entropy_gradient",
    "entropy",
    "entropy_from_logits",
    "focal_loss",
    "focal_loss_from_logits",
    "focal_loss_gradient",
    "kl_divergence",
    "kl_divergence_from_logits",
    "kl_divergence_gradient",
    "log_sigmoid",
    "log_softmax",
    "logsumexp",
    "sigmoid",
    "smooth_labels",
    "softmax",
]


def __getattr__(name: str) -> object:
    """Load NumPy when the first public function is asked for: `xent --help` does without."""
    if name in __all__:
        for home in ("errors", "entropy", "kl", "ce", "bce", "smooth", "focal", "binary_focal", "softmax"):
            module = import_module(f"xent_cli.core.{home}")
            if name in vars(module):
                return vars(module)[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
