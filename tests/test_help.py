"""Every command's help begins with examples that run as they stand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xent_cli.app import COMMANDS, load, run
from xent_cli.help import examples

ROOT = Path(__file__).parents[1]
TEXTS = {name: load(name).help for name in COMMANDS}
EXAMPLES = [line for text in TEXTS.values() for line in examples(text)]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One where `xent` is this checkout's."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "xent"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xent_cli "$@"\n')
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_begins_with_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"Usage: xent {name} ")
    assert lines[2] == "Examples:"
    assert f"xent {name}" in lines[3]
    assert max(len(line) for line in lines if line.strip() not in EXAMPLES) <= 80


@pytest.mark.parametrize("line", EXAMPLES)
def test_example_runs_as_it_stands(line: str, environment: dict[str, str]) -> None:
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_in_its_place(name: str) -> None:
    options = [param for param in load(name).params if param.param_type_name == "option"]
    assert all(option.help and option.rich_help_panel for option in options)
