"""Between which bounds a mean lies, by Student's t."""

import math
from fractions import Fraction

from xent_cli.comparison.changes import Line
from xent_cli.core.errors import InputError
from xent_cli.exact.student import student_quantile
from xent_cli.measures.knobs import option_number

MOST = Fraction(999999, 1000000)


def confidence_of(text: str) -> Fraction:
    """The share of intervals that hold what they are for: 0.95, 95%, 19/20."""
    share = Fraction(option_number("--confidence", text))
    if not 0 < share <= MOST:
        raise InputError(
            f"{text} is out of range", "--confidence", "give a share above 0 and at most 0.999999, as in 95%"
        )
    return share


def interval(middle: float, error: float, confidence: Fraction, freedom: Fraction) -> tuple[float, float] | None:
    """middle ± t·error; None where nothing tells how far it spreads."""
    if not (math.isfinite(middle) and math.isfinite(error)) or freedom <= 0:
        return None
    reach = student_quantile(confidence, freedom) * error
    return middle - reach, middle + reach


def unpaired(line: Line) -> tuple[float, Fraction]:
    """The standard error and the degrees of freedom of two means of rows that have nothing to do with each other.

    Welch (1947), The generalization of Student's problem, Biometrika 34.
    """
    one, other = (Fraction(error) ** 2 if math.isfinite(error) else Fraction(0) for error in line.apart)
    error = math.hypot(*line.apart)
    if not one + other or line.rows < 2:
        return error, Fraction(line.rows - 1)
    freedom = (one + other) ** 2 * (line.rows - 1) / (one**2 + other**2)
    return error, freedom.limit_denominator(10**9)
