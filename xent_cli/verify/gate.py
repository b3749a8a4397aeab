"""A bound on the answer, for a pipeline that must not go on beyond it."""

from decimal import Decimal


def gate(value: float, at_most: float | None, at_least: float | None, most: str = "--at-most") -> str | None:
    """By how much the value is beyond its bounds, or None; `most` is what the upper one is called.

    >>> gate(0.41, at_most=0.4, at_least=None)
    '0.41 is 0.01 above --at-most 0.4'
    """
    # Asked this way round, so that nan is beyond every bound.
    beyond = []
    if at_most is not None and not value <= at_most:
        beyond.append(f"{_difference(value, at_most)}above {most} {at_most}")
    if at_least is not None and not value >= at_least:
        beyond.append(f"{_difference(at_least, value)}below --at-least {at_least}")
    return f"{value} is {' and '.join(beyond)}" if beyond else None


def _difference(larger: float, smaller: float) -> str:
    """The difference of the numbers as they are printed: 0.41 - 0.4 is 0.01; nothing where it is infinite."""
    difference = Decimal(repr(larger)) - Decimal(repr(smaller))
    return f"{float(difference)} " if difference.is_finite() else ""
