"""What a worker does with what it was given."""

from collections.abc import Sequence
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from xent_cli.app import run
from xent_cli.inputs.pieces import Piece
from xent_cli.passes import scheduled
from xent_cli.passes.stretch import Pass, Stretch, of_files, stretch


@pytest.mark.parametrize(
    "call",
    [
        "ce a.csv quoted.csv --target label --pred p_* --by g,name --worst 4",
        "mi a.csv quoted.csv -x g -y label",
        "ppl a.csv quoted.csv --pred p_cat --text name --by g",
        "losses a.csv quoted.csv --target label --pred p_*",
    ],
)
def test_what_is_put_together_is_left_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], call: str
) -> None:
    def twice(client: Any, asked: Pass, todo: Sequence[Piece]) -> Stretch:
        a, b = [stretch(piece, asked) for piece in todo]
        before = cloudpickle.dumps([a, b])
        of_files([a, b])
        assert cloudpickle.dumps([a, b]) == before
        return of_files([a, b])

    cloudpickle: Any = import_module("cloudpickle")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(scheduled, "connected", nullcontext)
    monkeypatch.setattr(scheduled, "reduced", twice)
    answers = []
    for more in ([], ["--scheduler", "local"]):
        assert run([*call.split(), *more]) == 0
        answers.append(capsys.readouterr())
    assert answers[0] == answers[1]
