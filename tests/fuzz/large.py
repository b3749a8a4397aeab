"""Calls that are long: whose time may not grow with the square of anything."""

from random import Random

from .case import Case
from .tables import tabled
from .typed import posed, question

PADDING = (
    " " * 30_000,
    "\n" * 30_000,
    "[" * 3_000,
    "(" * 30_000,
    "," * 30_000,
    "9" * 30_000,
    "1/" * 10_000,
    "array(" * 5_000,
)


def large_call(r: Random) -> Case:
    """Many classes, many rows, or much of what says nothing."""
    asked = question(r)
    match r.randrange(5):
        case 0:
            return posed(r, asked._replace(width=r.choice((300, 1000)), rows=1))
        case 1:
            return posed(r, asked._replace(rows=r.choice((300, 1000))))
        case 2:
            return tabled(r, asked._replace(width=r.choice((300, 1000)), rows=3))
        case 3:
            return tabled(r, asked._replace(rows=r.choice((2000, 10_000))))
    call = posed(r, asked)
    at = r.randrange(1, len(call.argv))
    token = call.argv[at]
    place = r.randrange(len(token) + 1)
    return call._replace(
        argv=(*call.argv[:at], token[:place] + r.choice(PADDING) + token[place:], *call.argv[at + 1 :])
    )
