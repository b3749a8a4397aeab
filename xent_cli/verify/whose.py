"""Which columns of a table say who somebody is, as forms, Moodle and spreadsheets call them."""

import re
from collections.abc import Sequence

_WHOLE = {"name", "full name", "student", "student name", "your name", "names", "students", "participant"}
_FIRST = {"first name", "firstname", "given name", "vorname"}
_LAST = {"last name", "lastname", "surname", "family name", "nachname"}
_ID = re.compile(r"\b(?:id|e-?mail|user ?name|matrikel\w*|student number)\b")


def name_columns(header: Sequence[str], among: Sequence[int]) -> tuple[list[int], list[int]]:
    """The columns that make a name, in their order, and those that say who it is without one.

    >>> name_columns(["Email address", "Surname", "First name", "Q1"], range(4))
    ([2, 1], [0])
    """
    texts = {i: header[i].strip().casefold() for i in among}
    whole, first, last = ([i for i in among if texts[i] in names][:1] for names in (_WHOLE, _FIRST, _LAST))
    ids = [i for i in among if _ID.search(texts[i])]
    name = whole or [*first, *last] or ids[:1]
    return name, [i for i in ids if i not in name]
