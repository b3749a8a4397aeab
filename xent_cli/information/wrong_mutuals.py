"""The wrong ways to a mutual information."""

from collections.abc import Iterator

from xent_cli.core.log_base import LogBase
from xent_cli.information.joint import Entropies
from xent_cli.verify.verdict import Diagnosis, Rounding
from xent_cli.verify.ways import other_bases, with_other_bases

_ASKED = "what both have in common is asked for: {:.6g}"


def wrong_mutuals(found: Entropies, log: LogBase) -> Iterator[Iterator[Diagnosis]]:
    """The known slips, the common ones first; then those with another logarithm besides."""
    yield _singles(found, log)
    yield _rounded(found)
    yield with_other_bases(_slips(found), log)


def _singles(found: Entropies, log: LogBase) -> Iterator[Diagnosis]:
    yield from other_bases("I(X;Y)", found.mutual.value, log)
    yield from _slips(found)


def _slips(found: Entropies) -> Iterator[Diagnosis]:
    x, y, both, x_y, y_x, mutual = (amount.value for amount in found)
    asked = _ASKED.format(mutual)
    for name, formula, value in (
        ("conditional entropy H(X|Y)", "H(X|Y)", x_y),
        ("conditional entropy H(Y|X)", "H(Y|X)", y_x),
        ("joint entropy", "H(X,Y)", both),
        ("entropy of x", "H(X)", x),
        ("entropy of y", "H(Y)", y),
        ("the wrong conditional entropy subtracted", "H(X) - H(Y|X)", x - y_x),
        ("the wrong conditional entropy subtracted", "H(Y) - H(X|Y)", y - x_y),
        ("joint for conditional entropy", "H(X) - H(X,Y)", x - both),
        ("joint for conditional entropy", "H(Y) - H(X,Y)", y - both),
        ("sign of the conditional entropy", "H(X) + H(X|Y)", x + x_y),
        ("sign of the conditional entropy", "H(Y) + H(Y|X)", y + y_x),
        ("sign of the joint entropy", "H(X) + H(Y) + H(X,Y)", x + y + both),
        ("all signs turned", "H(X,Y) - H(X) - H(Y)", -mutual),
        ("the joint entropy not subtracted", "H(X) + H(Y)", x + y),
        ("what both do not share", "H(X|Y) + H(Y|X)", x_y + y_x),
    ):
        yield Diagnosis(name, f"{formula} = {value:.6g}", value, asked)


def _rounded(found: Entropies) -> Iterator[Diagnosis]:
    """Entropies rounded before they are put together."""
    for decimals in (4, 3, 2, 1):
        x, y, both = (round(amount.value, decimals) for amount in (found.x, found.y, found.joint))
        name = f"entropies rounded to {decimals} decimal{'s' * (decimals > 1)} on the way"
        wrong = x + y - both
        yield Rounding(name, f"{x:g} + {y:g} - {both:g} = {wrong:.6g}", wrong, "keep all digits until the end")
