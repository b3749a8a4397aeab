"""The bytes of a file or of standard input, decompressed: the one place that opens a text file."""

import os
import stat
import sys
from contextlib import nullcontext, suppress
from io import FileIO
from typing import Any

from xent_cli.core.errors import InputError
from xent_cli.inputs.storage import STDIN, file_of, is_address, is_regular, open_at, size_of

_COMPRESSED = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"BZh": "bz2"}
_NAME_IT = "save it to a file with the ending of its format, and name that file"
_NOT_TEXT = {
    b"PAR1": ("a Parquet file", _NAME_IT),
    b"ARROW1": ("an Arrow file", _NAME_IT),
    b"\x93NUMPY": ("a .npy file", _NAME_IT),
    b"\xff\xff\xff\xff": ("an Arrow stream", _NAME_IT),
    b"PK\x03\x04": ("a zip archive", "unpack it first"),
    b"\xfd7zXZ": ("an xz archive", "unpack it first"),
    b"\xff\xfe": ("UTF-16 text", "save it as UTF-8"),
    b"\xfe\xff": ("UTF-16 text", "save it as UTF-8"),
}
_PIPE_SIZE = 1 << 20


def shown(path: str) -> str:
    """A path as messages name it."""
    return "standard input" if path == STDIN else path


def check_readable(path: str, *, by_position: bool = False) -> None:
    """Refuse a missing file, a directory and one that may not be read, in a sentence.

    `by_position`: it is read here and there, as no pipe can be.
    """
    if is_address(path):
        return  # the store answers when it is opened
    try:
        is_file = stat.S_ISREG(os.stat(path).st_mode)
        # A pipe is opened once: to open and close it here would end its writer.
        with open(path, "rb") if is_file or os.path.isdir(path) else nullcontext():
            pass
    except OSError as error:
        raise refused(path, error) from None
    if by_position and not is_file:
        raise InputError("is a pipe or a device, and this format needs a file", shown(path), "save it to a file first")


def refused(path: str, error: OSError) -> InputError:
    """An error of the operating system as one of the input."""
    if isinstance(error, IsADirectoryError):
        return InputError("is a directory, not a table", shown(path), "name the files in it")
    what = str(error.strerror or error)
    return InputError(what[:1].lower() + what[1:], shown(path), "check the name and the permissions")


def short_text(path: str, most: int, of_one_line: int) -> str | None:
    """The whole text, where it is UTF-8 and no longer than that; standard input can still be read afterwards."""

    def is_short(data: bytes) -> bool:
        return len(data) <= most or (len(data) <= of_one_line and b"\n" not in data.rstrip())

    if path == STDIN:
        with FileIO(0, closefd=False) as pipe:
            while is_short(_Raw.put_back) and (more := pipe.read(most)):
                _Raw.put_back += more
        data = _Raw.put_back
    elif file_of(path) != path or not is_regular(path) or size_of(path) > of_one_line:
        return None
    else:
        with open_at(path) as file:
            data = file.read()
    try:
        return data.decode("utf-8-sig") if is_short(data) else None
    except UnicodeDecodeError:
        return None


def is_compressed(path: str) -> bool:
    """Whether the first bytes of a file say so."""
    with open_at(path) as file:
        start: bytes = file.read(8)
    return start.startswith(tuple(_COMPRESSED))


def head_of(path: str, most: int) -> bytes:
    """The first bytes, decompressed where it is a file; standard input can still be read afterwards."""
    if path == STDIN:
        with FileIO(0, closefd=False) as pipe:
            while len(_Raw.put_back) < most and b"\n" not in _Raw.put_back and (more := pipe.read(most)):
                _Raw.put_back += more
        return _Raw.put_back[:most]
    stream = Stream(path)
    head = bytearray(most)
    size = stream.fill(head, 0, most)
    stream.close()
    return bytes(head[:size])


class _Raw:
    """The bytes of a file as they are; those looked at are put back, all are counted."""

    closed = False
    put_back = b""  # of standard input, which is one for the whole process

    def __init__(self, path: str) -> None:
        self.done = 0
        self._file = _opened(path)
        self._ahead = b""
        if path == STDIN:
            self._ahead, _Raw.put_back = _Raw.put_back, b""
        self._left = sys.maxsize  # bytes that are to be read
        self.start = self.read(8)
        self._ahead = self.start + self._ahead

    def __del__(self) -> None:
        # An error may leave a reader anywhere on its way.
        if hasattr(self, "_file"):
            self.close()

    def readable(self) -> bool:
        """Part of what Arrow asks of a Python file."""
        return True

    def close(self) -> None:
        """Close the file (standard input stays open)."""
        self.closed = True
        self._file.close()

    def read(self, size: int) -> bytes:
        """As many bytes as asked for, fewer only at the end."""
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        while len(data) < size and (more := self._file.read(size - len(data))):
            self.done += len(more)
            data += more
        return data

    def narrow(self, start: int, stop: int) -> None:
        """Go on at one byte, and end before another."""
        self._file.seek(start)
        self._ahead, self._left = b"", max(0, stop - start)

    def readinto(self, view: memoryview) -> int:
        """Some bytes; none only at the end."""
        if self._ahead:
            count = min(len(self._ahead), len(view))
            view[:count], self._ahead = self._ahead[:count], self._ahead[count:]
            return count
        count = self._file.readinto(view[: self._left]) or 0
        self.done, self._left = self.done + count, self._left - count
        return count


def _opened(path: str) -> Any:
    """The file, to be read from its first byte to its last."""
    if is_address(path):
        from xent_cli.inputs.object_store import stream

        return stream(path)
    file = FileIO(0, closefd=False) if path == STDIN else FileIO(path)
    if stat.S_ISFIFO(os.fstat(file.fileno()).st_mode) and sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(file.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
    return file


class Stream:
    """The decompressed bytes of a file; `done` counts the bytes of the file itself."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            self._raw = _Raw(path)
        except OSError as error:
            raise refused(path, error) from None
        self._bytes = self._inflate()

    @property
    def done(self) -> int:
        """Bytes of the file read so far."""
        return self._raw.done

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    def narrow(self, start: int, stop: int) -> None:
        """Go on at one byte of a file that is not compressed, and end before another."""
        self._raw.narrow(start, stop)

    def _inflate(self) -> Any:
        """The decompressor that the first bytes call for, or the bytes as they are."""
        start = self._raw.start
        for magic, (kind, remedy) in _NOT_TEXT.items():
            if start.startswith(magic):
                raise InputError(f"holds {kind}, which cannot be read as text", shown(self.path), remedy)
        codec = next((c for magic, c in _COMPRESSED.items() if start.startswith(magic)), None)
        if codec is None:
            return self._raw
        if codec == "gzip":
            from xent_cli.inputs.gunzip import Gunzip

            return Gunzip(self._raw)
        import pyarrow as pa

        return pa.CompressedInputStream(pa.PythonFile(self._raw, "r"), codec)

    def fill(self, buffer: bytearray, start: int, stop: int) -> int:
        """Fill buffer[start:stop]; return where the bytes end, before `stop` only at the end of the data."""
        with memoryview(buffer) as view:
            try:
                while start < stop and (count := self._bytes.readinto(view[start:stop])):
                    start += count
            except MemoryError:
                raise
            except Exception as error:  # each decompressor has its own for damaged data
                damage = "cannot be read" if self._bytes is self._raw else "is cut short or damaged"
                what = f"{damage} ({str(error).splitlines()[0]})"
                raise InputError(what, shown(self.path), "download it again, or compress it again") from None
        return start
