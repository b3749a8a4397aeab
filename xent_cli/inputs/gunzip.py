"""gzip as `gzip` reads it: members one behind the other, and zeros behind the last."""

import zlib
from contextlib import suppress
from importlib import import_module
from typing import Any

CHUNK = 1 << 18
WITH_HEADER = 16 + zlib.MAX_WBITS


class Gunzip:
    """The bytes of a compressed file."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._inflater: Any = zlib
        with suppress(ImportError):  # isal inflates more than twice as fast; it is an extra
            self._inflater = import_module("isal.isal_zlib")
        self._member = self._inflater.decompressobj(WITH_HEADER)
        self._rest = b""

    def readinto(self, view: memoryview) -> int:
        """Some bytes; none only at the end."""
        while not self._member.eof or self._next_member():
            data = self._rest or self._raw.read(CHUNK)
            found = self._member.decompress(data, len(view))
            self._rest = self._member.unconsumed_tail
            if found:
                view[: len(found)] = found
                return len(found)
            if not (data or self._member.eof):
                raise EOFError("it ends in the middle")
        return 0

    def _next_member(self) -> bool:
        """Begin what stands behind a member and its padding, if anything does."""
        rest = self._member.unused_data.lstrip(b"\0")
        while not rest and (more := self._raw.read(CHUNK)):
            rest = more.lstrip(b"\0")
        if rest:
            self._member, self._rest = self._inflater.decompressobj(WITH_HEADER), rest
        return bool(rest)
