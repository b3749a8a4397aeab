"""New files: called after people, and never written over one that is there, unless that is asked for."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence

from xent_cli.core.errors import InputError

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')  # in the name of a file, here or elsewhere
_LONGEST = 200  # bytes


def write_new(files: Mapping[str, str], *, force: bool) -> None:
    """Write texts to paths; the folders that they stand in are made."""
    for path in files:
        if os.path.isdir(path):
            raise InputError("is a folder", path, "give the name of a file")
        if not force and os.path.lexists(path):
            raise InputError("is there already", path, "name another place, or write over it with --force")
    try:
        for path, text in files.items():
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        where = error.filename or path
        raise InputError(
            (error.strerror or str(error)).lower(), str(where), "name a place that can be written"
        ) from None


def file_names(people: Sequence[str]) -> Iterator[str]:
    """A name for each one's file, which any system takes.

    >>> list(file_names(["Anna Lee", "../b", "anna lee", ""]))
    ['Anna Lee', '_b', 'anna lee 2', 'student']
    """
    taken: set[str] = set()
    for person in people:
        fit = _UNFIT.sub("_", person).strip(". ").encode()[:_LONGEST].decode(errors="ignore")
        name = plain = fit or "student"
        k = 1
        while name.casefold() in taken:
            k += 1
            name = f"{plain} {k}"
        taken.add(name.casefold())
        yield name
