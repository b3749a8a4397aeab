"""Negative numbers among the arguments: hidden from the parser, which would take them for options, and shown again."""

import re
from typing import Any

_HIDDEN = " "
# A token that starts like a number is an operand: -1.2,0.5,3 or -inf,0.
_NEGATIVE = re.compile(r"-(?:\d|\.\d|(?:inf|infinity|nan)\b|∞)", re.IGNORECASE)


def shielded(argv: list[str]) -> list[str]:
    """The arguments as the parser may see them.

    >>> shielded(["ce", "0", "-1.2,0.5,3", "--logits", "-q"])
    ['ce', '0', ' -1.2,0.5,3', '--logits', '-q']
    """
    return [_HIDDEN + token if _NEGATIVE.match(token) else token for token in argv]


def unshielded(value: Any) -> Any:
    """What the user typed, of what the parser made of it.

    >>> unshielded([" -1.2,0.5,3", "0"]), unshielded(" ")
    (['-1.2,0.5,3', '0'], ' ')
    """
    if isinstance(value, list):
        return [unshielded(item) for item in value]
    hidden = type(value) is str and value.startswith(_HIDDEN) and _NEGATIVE.match(value, len(_HIDDEN))
    return value.removeprefix(_HIDDEN) if hidden else value
