"""What the numbers of an input are; never guessed, always said by the user."""

from enum import StrEnum


class InputKind(StrEnum):
    """Probabilities, their natural logarithms, unnormalised scores, how often each class was seen, or any numbers.

    Of the truth also whole counts, a class as its one-hot, and -1 and 1 (or 0 and 1) for the two sides of a boundary.
    """

    PROBS = "probs"
    LOG_PROBS = "log-probs"
    LOGITS = "logits"
    COUNTS = "counts"
    REALS = "numbers"
    WHOLE = "whole counts"
    ONE_HOT = "one-hot"
    SIGNS = "signs"


# What multiplies losses: with these no product or sum of them leaves the doubles.
LEAST, MOST = 1e-150, 1e150
