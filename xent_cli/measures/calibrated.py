"""What is calibrated: the cross-entropy of predictions, by class or of one column."""

from typing import TYPE_CHECKING

from xent_cli.core.kinds import InputKind
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.meaning import Meaning

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction


class OfOneColumn(BinaryCrossEntropy):
    """The probability of y = 1."""

    name, quantity = "calibration", "expected calibration error"


class Calibrated(CrossEntropy):
    """The probabilities of classes."""

    name, quantity = "calibration", "expected calibration error"
    of_one_column = OfOneColumn


def scores(meaning: Meaning, pred: "Prediction") -> "Array":
    """The logits (n, K) behind predictions, or the log-odds (n, 1) of one column: what a temperature divides."""
    if meaning.kind is InputKind.LOGITS and meaning.eps is None:
        return pred.values.astype("float64")
    if meaning.elementwise:
        return pred.complement_surprisal - pred.surprisal
    return -pred.surprisal
