"""New files: all of them or none, and never over one that is there, unless that is asked for."""

import os
from collections.abc import Mapping

from xent_cli.core.errors import InputError


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
