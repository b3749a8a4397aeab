"""Every command that the README shows is run, and what it shows is what comes out."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SHOWN = [tuple(shown.split("\n", 1)) for block in BLOCKS for shown in re.split(r"(?m)^\$ ", block)[1:]]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One where `xent` is this checkout's."""
    bin_folder = tmp_path_factory.mktemp("bin")
    command = bin_folder / "xent"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xent_cli "$@"\n')
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_command_gives_what_is_shown(command: str, output: str, environment: dict[str, str]) -> None:
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert tidy(done.stdout) == tidy(output)
    assert done.stderr == ""


def tidy(text: str) -> list[str]:
    """The lines without what no eye sees."""
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def test_library_example() -> None:
    test = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)
    results = doctest.DocTestRunner().run(test)
    assert results.attempted >= 4
    assert results.failed == 0


def test_the_two_commands_are_there() -> None:
    assert ".venv/bin/xent ce examples/digits/predictions.csv --target label" in README
    assert re.search(r"<!-- test -->\n```sh\n.*-m pytest", README)
