"""Every example's commands, run as they stand in its folder, print what is written beside them.

`python tests/test_examples.py` writes what they print now; look at the difference before you keep it.
"""

import csv
import json
import math
import os
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/command"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent), "PYTHONIOENCODING": "utf-8"}
# 1 is a claim that is not accepted: the homework has some.
ANSWERED = {0, 1}


def answer(folder: Path, line: str) -> str:
    """What a line `xent ...` prints inside a folder."""
    program, *arguments = shlex.split(line)
    assert program == "xent"
    command = [sys.executable, "-m", "xent_cli", *arguments]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8")
    assert done.returncode in ANSWERED, done.stderr
    assert not done.stderr
    return done.stdout


def printed(folder: Path) -> str:
    """What all of a folder's commands print."""
    lines = (folder / "command").read_text(encoding="utf-8").splitlines()
    return "".join(answer(folder, line) for line in lines)


def by_hand() -> float:
    """The mean cross-entropy of the digits, as one would write it down."""
    with (EXAMPLES / "digits" / "predictions.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return math.fsum(-math.log(float(row[f"p{row['label']}"])) for row in rows) / len(rows)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_commands_print_what_is_expected(folder: Path) -> None:
    assert printed(folder) == (folder / "expected.txt").read_text(encoding="utf-8")


def test_every_folder_is_complete() -> None:
    for folder in filter(Path.is_dir, EXAMPLES.iterdir()):
        assert {"README.md", "command", "expected.txt"} <= {path.name for path in folder.iterdir()}, folder.name


def test_digits_agree_with_the_definition() -> None:
    value = float(answer(EXAMPLES / "digits", "xent ce predictions.csv --target label -q"))
    assert value == pytest.approx(by_hand(), rel=1e-12)


def test_digits_logits_agree_with_their_probabilities() -> None:
    value = float(answer(EXAMPLES / "digits", "xent ce logits.csv --target label --logits -q"))
    assert value == pytest.approx(by_hand(), rel=1e-12)


def test_the_mistakes_planted_in_a_class_are_found() -> None:
    folder = EXAMPLES / "class"
    report = json.loads(answer(folder, "xent check key.txt --answers class.csv --follow-through --json"))
    with (folder / "planted.csv").open(newline="") as file:
        planted = Counter((row["question"], row["mistake"]) for row in csv.DictReader(file))
    found = Counter({(q["question"], m["name"]): m["count"] for q in report["questions"] for m in q["mistakes"]})
    missing = Counter({(q["question"], "missing"): q["missing"] for q in report["questions"] if q["missing"]})
    assert found + missing == planted


if __name__ == "__main__":
    for example in FOLDERS:
        (example / "expected.txt").write_text(printed(example), encoding="utf-8")
