"""Where the bytes of an array stand: in a file of its own, or in an `.npz` archive under a name (`FILE.npz:NAME`)."""

import shutil
from contextlib import AbstractContextManager, ExitStack, nullcontext
from tempfile import TemporaryFile
from typing import Any

from xent_cli.core.errors import InputError, listed
from xent_cli.inputs.storage import ARCHIVE, file_of, open_at, size_of

_LOCAL_HEADER = 30  # bytes, with the lengths of name and extra field in the last four


def is_array(path: str) -> bool:
    """Whether a path names an array."""
    return path.lower().endswith(".npy") or bool(ARCHIVE.fullmatch(path))


class Bytes:
    """The bytes of an array, from `start` on and so many; what is compressed is unpacked first."""

    def __init__(self, path: str) -> None:
        self._held = ExitStack()
        self._path = file_of(path)
        self._unpacked: Any = None
        self.start, self.size = 0, size_of(self._path)
        if found := ARCHIVE.fullmatch(path):
            self._find(path, found[2])

    def open(self) -> AbstractContextManager[Any]:
        """The file to read them from."""
        return open_at(self._path) if self._unpacked is None else nullcontext(self._unpacked)

    def __del__(self) -> None:
        # An error may leave a reader anywhere on its way.
        self._held.close()

    def _find(self, path: str, name: str | None) -> None:
        """Look an array up in its archive."""
        import zipfile
        import zlib

        try:
            with open_at(self._path) as file, zipfile.ZipFile(file) as archive:
                entry = archive.getinfo(_chosen(archive.namelist(), path, name))
                self.size = entry.file_size
                if entry.compress_type == zipfile.ZIP_STORED:
                    self.start = self._data_of(entry)
                    return
                with ExitStack() as stack, archive.open(entry) as packed:
                    self._unpacked = stack.enter_context(TemporaryFile(buffering=0))
                    shutil.copyfileobj(packed, self._unpacked, 1 << 20)
                    self._held = stack.pop_all()
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            what = f"is cut short, damaged or no .npz file ({error})"
            raise InputError(what, self._path, "write it again with numpy.savez") from None

    def _data_of(self, entry: Any) -> int:
        """Where the bytes of an entry begin that stands in the archive as it is."""
        with open_at(self._path) as file:
            file.seek(entry.header_offset)
            head = file.read(_LOCAL_HEADER)
        lengths = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        return int(entry.header_offset) + _LOCAL_HEADER + lengths


def _chosen(entries: list[str], path: str, name: str | None) -> str:
    """The entry that is asked for by its name, or the only one."""
    arrays = [entry.removesuffix(".npy") for entry in entries]
    if name in arrays:
        return entries[arrays.index(name)]
    if name is None and len(arrays) == 1:
        return entries[0]
    file = file_of(path)
    example = f"name one, as in {file}:{arrays[0]}" if arrays else "give a file that holds some"
    what = f"there is no array {name!r}" if name else f"holds {len(arrays)} arrays"
    raise InputError(f"{what}; it has {listed(arrays)}" if arrays else "holds no array", file, example)
