"""Where a file is to be written."""

import os

from xent_cli.core.errors import InputError


def refuse_place(path: str) -> None:
    """Refuse a place that cannot be written to, before there is anything to write."""
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise InputError("there is no such folder", folder, "make it first")
    if os.path.exists(path) and not os.path.isfile(path):
        raise InputError("is no file, and cannot be written anew", path, "give another name")
