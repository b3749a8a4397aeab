"""torchvision."""

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.libraries.of_torch import Torch
from xent_cli.libraries.rule import Rule, log_sigmoid, sigmoid
from xent_cli.measures.focal import BinaryFocal

LOGITS = (InputKind.LOGITS,)


class FocalOfTorchvision(Torch):
    """torchvision's sigmoid_focal_loss."""

    library, version = "torchvision", "0.28.0"
    of, kinds = BinaryFocal, LOGITS

    @property
    def alpha(self) -> float:
        """0.25 unless another is given."""
        given = self.knob("alpha")
        return 0.25 if given is None else given

    differs = "α = 0.25 unless told another, alpha=-1 for none; no reduction unless told one"

    @property
    def call(self) -> str:
        knobs = f"alpha={self.alpha:g}, gamma={self.knob('gamma'):g}"
        return self.function(f"torchvision.ops.sigmoid_focal_loss(z, y, {knobs}")

    def losses(self) -> Array:
        z, y = self.numbers, self.y
        p = sigmoid(z)
        crossed = (1 - y) * z - log_sigmoid(z)
        loss = crossed * (1 - (p * y + (1 - p) * (1 - y))) ** (self.knob("gamma") or 0.0)
        return (self.alpha * y + (1 - self.alpha) * (1 - y)) * loss


RULES: tuple[type[Rule], ...] = (FocalOfTorchvision,)
