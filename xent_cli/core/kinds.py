"""What the numbers of an input are; never guessed, always said by the user."""

from enum import StrEnum


class InputKind(StrEnum):
    """Probabilities, their natural logarithms, unnormalised scores, or how often each class was seen."""

    PROBS = "probs"
    LOG_PROBS = "log-probs"
    LOGITS = "logits"
    COUNTS = "counts"
