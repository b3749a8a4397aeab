"""A bar for a person who waits, and for nobody else."""

import io
import sys

import pytest

from xent_cli.render import progress


class Reading:
    bytes_done = 5
    bytes_total = 10


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_sees_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    assert list(progress.watched(Reading(), range(3))) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("patience", "shown"), [(-1.0, True), (60.0, False)])
def test_a_terminal_sees_a_bar_once_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, patience: float, shown: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    assert list(progress.watched(Reading(), range(3))) == [0, 1, 2]
    assert bool(terminal.getvalue()) == shown


@pytest.mark.parametrize(("patience", "shown"), [(-1.0, True), (60.0, False)])
def test_steps_are_told_with_how_it_goes(monkeypatch: pytest.MonkeyPatch, patience: float, shown: bool) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr(progress, "OFTEN", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    with progress.advancing(3) as advance:
        for step in range(3):
            advance(step, lambda: "loss [0.25]")
    assert ("loss [0.25]" in terminal.getvalue()) == shown


def test_steps_in_a_pipe_are_not_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    with progress.advancing(1) as advance:
        advance(1, str)
    assert capsys.readouterr() == ("", "")
