"""A gradient against an independent derivative, which knows the loss only."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xent_cli.core.errors import InputError

RELATIVE, ABSOLUTE = 1e-12, 1e-25
MOST = 100


@dataclass(frozen=True)
class Comparison:
    """Each component's derivative, and how far it is off; NaN where there is none, `agrees` None where all are."""

    derivatives: tuple[float, ...]
    errors: tuple[float, ...]
    agrees: bool | None

    @property
    def said(self) -> str:
        """The verdict in words."""
        worst = max((error for error in self.errors if not math.isnan(error)), default=math.nan)
        if math.isnan(worst):
            why = "the loss is infinite here, undefined on one side, or has a kink"
            return f"there is no derivative to compare with: {why}"
        verdict = "agrees with" if self.agrees else "does NOT agree with"
        return f"the gradient {verdict} the central difference in decimal arithmetic: largest error {worst:.2g}"


def compare(components: Sequence[float], derivatives: Sequence[Decimal]) -> Comparison:
    """Whether each component is its derivative, to a relative 1e-12 or an absolute 1e-25."""
    errors: list[float] = []
    agrees = True
    for component, derivative in zip(components, derivatives, strict=True):
        if not (derivative.is_finite() and math.isfinite(component)):
            errors.append(math.nan)
            continue
        error = abs(Decimal(component) - derivative)
        errors.append(float(error))
        agrees &= error <= max(Decimal(RELATIVE) * abs(derivative), Decimal(ABSOLUTE))
    compared = not all(map(math.isnan, errors))
    return Comparison(tuple(map(float, derivatives)), tuple(errors), agrees if compared else None)


def check_size(components: int) -> None:
    """Each component takes two evaluations of the loss in decimal arithmetic, so they should not be too many."""
    if components > MOST:
        what = f"{components} components to verify"
        raise InputError(what, "--verify", f"it takes up to {MOST}; give fewer classes or rows")
