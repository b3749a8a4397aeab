"""Units of information: a unit is the base of its logarithm."""

import re
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from functools import cache

ARITHMETIC = Context(prec=70, Emax=MAX_EMAX, Emin=MIN_EMIN)

_NAMES = {
    "nat": "nats",
    "bit": "bits",
    "shannon": "bits",
    "hartley": "hartleys",
    "dit": "hartleys",
    "ban": "hartleys",
}
_UNIT_AT_END = re.compile(
    rf"(?<![a-z])(?:({'|'.join(_NAMES)})s?|base-([0-9]{{1,50}}(?:\.[0-9]{{1,50}})?))\s*$", re.IGNORECASE
)
_LN_BASE = {"nats": Decimal(1), "bits": ARITHMETIC.ln(Decimal(2)), "hartleys": ARITHMETIC.ln(Decimal(10))}


def split_unit(text: str) -> tuple[str, str | None]:
    """A quantity parted from the unit at its end.

    >>> split_unit("1.5 Shannons"), split_unit("-ln(0.7)")
    (('1.5 ', 'bits'), ('-ln(0.7)', None))
    """
    found = _UNIT_AT_END.search(text)
    if found is None or (found[2] and not _is_base(Decimal(found[2]))):
        return text, None
    return text[: found.start()], _NAMES[found[1].lower()] if found[1] else f"base-{found[2]}"


def _is_base(base: Decimal) -> bool:
    """Whether there is a logarithm of this base."""
    return base > 0 and base != 1


@cache
def per_unit(unit: str, other: str) -> Decimal:
    """How many of `other` one of `unit` is: ln(base of unit) / ln(base of other).

    >>> round(per_unit("bits", "nats"), 6)
    Decimal('0.693147')
    """
    return ARITHMETIC.divide(_ln_base(unit), _ln_base(other))


def _ln_base(unit: str) -> Decimal:
    """ln b of the unit's base b, `base-3` included."""
    return _LN_BASE.get(unit) or ARITHMETIC.ln(Decimal(unit.removeprefix("base-")))
