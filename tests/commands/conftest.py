"""A command line run in this process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from xent_cli.app import run

Check = Callable[..., tuple[int, str, str]]


@dataclass(frozen=True)
class Ran:
    """What came of a command line."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one object that it is."""
        return json.loads(self.out)


@pytest.fixture
def xent(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run `xent ...`."""

    def call(*argv: str) -> Ran:
        code = run(list(argv))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def value(xent: Callable[..., Ran]) -> Callable[..., float]:
    """The bare value of a command line that answers."""

    def call(*argv: str) -> float:
        ran = xent(*argv, "-q")
        assert ran.code == 0, ran.err
        return float(ran.out)

    return call


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Check:
    """`xent check` on files by name and content: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def called(*options: str, **files: str) -> tuple[int, str, str]:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        code = run(["check", *files, *options])
        out, err = capsys.readouterr()
        return code, out, err

    return called
