"""xent check of notes, and of a key by its own claims."""

import json
import re
from pathlib import Path

import pytest

from xent_cli.app import run

KEY = """credit close=0.5 truncated=1
Q1: [2] ce 0 0.7,0.2,0.1 = 0.357 # How surprised is the model?
Q2: softmax 2,1,0.1
Q3: [2] ce 0 $Q2 = 0.4169           # From your softmax.
"""


def test_notes_are_proof_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = tmp_path / "NOTES.md"
    notes.write_text("No claim.\n", encoding="utf-8")
    assert run(["check", str(notes)]) == 0
    assert "no claims" in capsys.readouterr().out
    notes.write_text(
        "A\n<!-- xent: ce 0 0.7,0.2,0.1 = 0.357 -->\n```xent\nkl 1,0 0.5,0.5 = 1.5\n```\n", encoding="utf-8"
    )
    assert run(["check", str(notes), "--json"]) == 1
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert [(line["line"], line["status"]) for line in lines] == [(2, "correct"), (4, "wrong")]


def test_a_key_is_proof_read_by_its_own_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "key.txt"
    key.write_text(KEY, encoding="utf-8-sig")
    assert run(["check", str(key), "--json"]) == 1
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert [(line["line"], line["status"]) for line in lines] == [(2, "correct"), (4, "close")]


def test_the_hook_passes_our_own_pages(capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(__file__).parents[2]
    hook = (root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (entry,) = re.findall(r"^  entry: xent (.*)$", hook, re.MULTILINE)
    pages = [str(root / name) for name in ("README.md", "CHANGELOG.md", "ARCHITECTURE.md")]
    assert run([*entry.split(), *pages]) == 0
