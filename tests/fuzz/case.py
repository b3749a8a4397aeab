"""A command line with the files and the standard input that it meets, and what comes of it."""

import io
import os
import shlex
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, NamedTuple

from xent_cli.app import run
from xent_cli.inputs import stream

LONGEST = 20  # seconds of the clock, after which a call is given up


class Case(NamedTuple):
    """A call, the files that it finds in its folder, and what is piped into it."""

    argv: tuple[str, ...]
    files: Mapping[str, bytes] = {}
    stdin: bytes = b""

    def __str__(self) -> str:
        """A shell's lines that make the same call."""
        made = [f"printf %b {_escaped(data)} > {_quoted(name)}" for name, data in self.files.items()]
        piped = f"printf %b {_escaped(self.stdin)} | " if self.stdin else ""
        return "\n".join([*made, piped + " ".join(map(_quoted, ["xent", *self.argv]))])


class Ran(NamedTuple):
    """What came of it: exit code, both outputs, and seconds (the less of the clock's and the processor's)."""

    code: int
    out: str
    err: str
    seconds: float


class TooSlowError(BaseException):
    """No exception that the program might catch."""


def carry_out(case: Case) -> Ran:
    """Make the call in this process, in a folder of its own; an exception that gets out is exit code 70."""
    out, err = _output(), _output()
    with TemporaryDirectory() as folder, chdir(folder), standard_input(case.stdin), alarm():
        for name, data in case.files.items():
            Path(name).write_bytes(data)
        clock, processor = time.perf_counter(), time.process_time()
        with redirect_stdout(out), redirect_stderr(err), warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                code = run(list(case.argv))
            except (Exception, SystemExit, TooSlowError) as error:
                code = 70
                print(f"let out {error!r} at {_origin(error)}", file=err)
        # Another process on the machine, or a thread beside ours, is not to make it look slow.
        seconds = min(time.perf_counter() - clock, time.process_time() - processor)
    return Ran(code, _text(out), _text(err), seconds)


@contextmanager
def standard_input(data: bytes) -> Iterator[None]:
    """The bytes behind file descriptor 0, where the program reads them."""
    ours, descriptor = sys.stdin, os.dup(0)
    with TemporaryFile(buffering=0) as file:
        file.write(data)
        file.seek(0)
        os.dup2(file.fileno(), 0)
        sys.stdin = io.StringIO()
        try:
            yield
        finally:
            os.dup2(descriptor, 0)
            os.close(descriptor)
            sys.stdin = ours
            stream._Raw.put_back = b""  # what a call looked at is not for the next one


@contextmanager
def alarm() -> Iterator[None]:
    """A call that never ends is ended."""

    def ring(*_: Any) -> None:
        raise TooSlowError(f"nothing after {LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _origin(error: BaseException) -> str:
    """The line of the package at which an exception arose."""
    lines = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    ours = [line.partition("xent_cli/")[2] for line in lines if "xent_cli/" in line]
    return ours[-1] if ours else lines[-1]


def _output() -> io.TextIOWrapper:
    """An output as the console command prepares it."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace", newline="")


def _text(output: io.TextIOWrapper) -> str:
    output.flush()
    buffer = output.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


def _escaped(data: bytes) -> str:
    """Bytes as printf's %b has them."""
    plain = set(range(32, 127)) - {ord("\\"), ord("'")}
    special = {10: "\\n", 9: "\\t", 13: "\\r"}
    return "'" + "".join(chr(b) if b in plain else special.get(b, f"\\0{b:03o}") for b in data) + "'"


def _quoted(word: str) -> str:
    """A word for the shell; of what it cannot show, the escapes."""
    return shlex.quote(word) if word.isprintable() else f"$'{ascii(word)[1:-1]}'"
