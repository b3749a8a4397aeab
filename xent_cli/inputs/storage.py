"""Where files stand: on this machine or behind an address; a folder or a pattern stands for all files in it."""

import os
import re
import stat
from typing import Any

from xent_cli.core.errors import InputError

STDIN = "-"
ARCHIVE = re.compile(r"(.*\.npz)(?::(.*))?", re.IGNORECASE | re.DOTALL)
STORES = ("s3://", "gs://", "hdfs://")
MOST = 100_000  # files of one folder: more are a whole disk, and no table
_SCHEME = re.compile(r"[a-z][a-z0-9+]*://", re.IGNORECASE)


def file_of(path: str) -> str:
    """The file that a path names.

    >>> file_of("runs/a.npz:logits"), file_of("a.csv")
    ('runs/a.npz', 'a.csv')
    """
    found = ARCHIVE.fullmatch(path)
    return found[1] if found else path


def is_address(path: str) -> bool:
    """Whether a path leads into an object store."""
    return path.startswith(STORES)


def is_hidden(path: str) -> bool:
    """Whether a name on a path starts with `.` or `_`, as what programs leave beside data does."""
    return any(name.startswith((".", "_")) for name in path.split(os.sep))


def files_of(token: str) -> tuple[str, ...]:
    """The files that a token names, by name: itself, those of a folder, or those that fit a pattern; none, perhaps."""
    if is_address(token):
        from xent_cli.inputs.object_store import files_at

        file = file_of(token)
        return tuple(found + token[len(file) :] for found in files_at(file, is_hidden))
    path = _local(token)
    if os.path.isdir(path):
        return _below(path)
    if path == STDIN or os.path.exists(file_of(path)):
        return (path,)
    if "*" not in path:
        return ()
    from glob import glob

    return tuple(sorted(filter(os.path.isfile, glob(path, recursive=True))))


def _local(token: str) -> str:
    """The path of a `file://` address; any other token as it is."""
    if not _SCHEME.match(token):
        return token
    from urllib.parse import unquote, urlsplit

    address = urlsplit(token)
    if address.scheme.lower() != "file" or address.netloc not in ("", "localhost"):
        known = "file://, s3://, gs:// and hdfs:// are"
        raise InputError("this kind of address is not read", token, f"{known}; else download it first")
    return unquote(address.path)


def _below(folder: str) -> tuple[str, ...]:
    """All files of a folder and those below it, but for what is hidden there; InputError if they do not end."""
    files: list[str] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_hidden(name)]
        files += [os.path.join(place, name) for name in names if not is_hidden(name)]
        if len(files) > MOST:
            raise InputError(f"is a folder of more than {MOST:,} files", folder, "name the one that holds the tables")
    if not files:
        raise InputError("is a folder without files", folder, "name the one that holds them")
    return tuple(sorted(files))


def is_regular(path: str) -> bool:
    """Whether the bytes can be read again, as those of a pipe cannot."""
    return is_address(path) or (path != STDIN and stat.S_ISREG(os.stat(file_of(path)).st_mode))


def size_of(path: str) -> int:
    """The bytes of a file."""
    if is_address(path):
        from xent_cli.inputs import object_store

        return object_store.size_of(file_of(path))
    return os.stat(file_of(path)).st_size


def open_at(path: str) -> Any:
    """A file whose bytes are read here and there."""
    if is_address(path):
        from xent_cli.inputs import object_store

        return object_store.source(path)
    return open(path, "rb", buffering=0)
