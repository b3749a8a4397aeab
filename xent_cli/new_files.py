"""New files: called after people, and never written over one that is there, unless that is asked for."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from xent_cli.core.errors import InputError

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')  # in the name of a file, here or elsewhere
_LONGEST = 100


def write_new(paths: Sequence[Path], texts: Iterable[str], *, force: bool) -> None:
    """Write each text to its path; the folders that they stand in are made."""
    if not force:
        refuse_to_lose(paths)
    try:
        for path, text in zip(paths, texts, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        what = str(error.strerror or error)
        where = str(error.filename or paths[0])
        raise InputError(what[:1].lower() + what[1:], where, "name another place") from None


def refuse_to_lose(paths: Sequence[Path]) -> None:
    """Refuse to write over a file that is there."""
    there = [path for path in paths if os.path.lexists(path)]
    if there:
        others = f", and so are {len(there) - 1} more" * (len(there) > 1)
        raise InputError(f"is there already{others}", str(there[0]), "name another place, or say --force")


def file_names(people: Sequence[str]) -> Iterator[str]:
    """A name for each one's file, which any system takes.

    >>> list(file_names(["Anna Lee", "../b", "anna lee", ""]))
    ['Anna Lee', '_b', 'anna lee 2', 'student']
    """
    taken: set[str] = set()
    for person in people:
        name = plain = _UNFIT.sub("_", person).strip(". ")[:_LONGEST] or "student"
        k = 1
        while name.casefold() in taken:
            k += 1
            name = f"{plain} {k}"
        taken.add(name.casefold())
        yield name
