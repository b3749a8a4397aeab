"""Characters that no page can hold, nor a reader see: shown as a program would write them."""

import re

# Control characters, marks that turn the direction of a line, halves of characters, and what Unicode calls none.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def visible(text: str) -> str:
    r"""The text with what cannot be seen as an escape sequence.

    >>> visible("cat\x1b[31m, Hündin, 猫")
    'cat\\x1b[31m, Hündin, 猫'
    """
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
