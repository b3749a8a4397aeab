import gzip
import io
import random
import sys

import pytest

from xent_cli.inputs.gunzip import CHUNK, Gunzip

RANDOM = random.Random(0).randbytes(3 * CHUNK)
ZEROS = bytes(10 * CHUNK)


@pytest.fixture(params=["isal", "zlib"])
def inflater(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "isal":
        pytest.importorskip("isal.isal_zlib")
    else:
        monkeypatch.setitem(sys.modules, "isal.isal_zlib", None)


def unzipped(data: bytes, size: int) -> bytes:
    stream, room, found = Gunzip(io.BytesIO(data)), bytearray(size), bytearray()
    while count := stream.readinto(memoryview(room)):
        found += room[:count]
    return bytes(found)


@pytest.mark.usefixtures("inflater")
@pytest.mark.parametrize("size", [1000, 1 << 20])
@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"abc"),
        gzip.compress(b""),
        gzip.compress(RANDOM),
        gzip.compress(ZEROS),
        gzip.compress(b"abc") + bytes(2 * CHUNK),
        gzip.compress(RANDOM) + gzip.compress(b"") + gzip.compress(ZEROS),
        gzip.compress(RANDOM) + bytes(5) + gzip.compress(b"abc") + bytes(7),
    ],
    ids=["short", "nothing", "random", "zeros", "padded", "members", "padded members"],
)
def test_it_reads_what_gzip_reads(data: bytes, size: int) -> None:
    assert unzipped(data, size) == gzip.decompress(data)


@pytest.mark.usefixtures("inflater")
@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(RANDOM)[:-1],
        gzip.compress(RANDOM)[:CHUNK],
        gzip.compress(b"abc")[:12],
        gzip.compress(b"abc") + b"garbage",
        gzip.compress(b"abc")[:-8] + bytes(8),
    ],
    ids=["cut at the end", "cut", "cut at the start", "garbage", "wrong sum"],
)
def test_what_is_damaged_is_an_error(data: bytes) -> None:
    with pytest.raises(Exception, match=r"(?i)ends in the middle|error -\d"):
        unzipped(data, 1 << 20)
