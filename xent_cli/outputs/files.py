"""Files that are written: where they may stand, whole or not at all; called after people, and over no other unasked."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from xent_cli.core.errors import InputError

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')  # in the name of a file, here or elsewhere
_LONGEST = 200  # bytes


def refuse_place(path: str) -> None:
    """Refuse a place that cannot be written to, before there is anything to write."""
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise InputError("there is no such folder", folder, "make it first")
    if os.path.exists(path) and not os.path.isfile(path):
        raise InputError("is no file, and cannot be written anew", path, "give another name")


def unwritable(path: str, error: OSError) -> InputError:
    """An error of the operating system, in a sentence."""
    return InputError(str(error.strerror or error).lower(), path, "name a place that can be written to")


def refuse_folder(path: str) -> None:
    """Refuse a folder where a file is to be written."""
    if os.path.isdir(path):
        raise InputError("is a folder", path, "give the name of a file")


@contextmanager
def whole(path: str) -> Iterator[str]:
    """Where to write what stands at a path once it is whole; a pipe or a device is written to as it is."""
    beside = f"{os.path.realpath(path)}.{os.getpid()}.part"
    if os.path.exists(path) and not os.path.isfile(path):
        beside = path
    try:
        yield beside
        if beside != path:
            os.replace(beside, os.path.realpath(path))
    except OSError as error:
        raise unwritable(path, error) from None
    finally:
        if beside != path:
            with suppress(OSError):
                os.remove(beside)


def write_whole(path: str, content: str | bytes) -> None:
    """Write a file that is whole, or what it was before."""
    data = content.encode() if isinstance(content, str) else content
    with whole(path) as beside, open(beside, "wb") as file:
        file.write(data)


def write_new(files: Mapping[str, str], *, force: bool) -> None:
    """Write texts to paths, over none that is there unless by `force`; the folders that they stand in are made."""
    for path in files:
        refuse_folder(path)
        if not force and os.path.lexists(path):
            raise InputError("is there already", path, "name another place, or write over it with --force")
    for path, text in files.items():
        try:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        except OSError as error:
            raise unwritable(str(error.filename or path), error) from None
        write_whole(path, text)


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
