"""xent make: sheets with numbers of their own, through the command line."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

KEY = "credit close=0.5\nQ1: [2] ce {0..2 as y} {probs 3 step 0.1 as p} = 0.000 # class {y} of {p}\nkl {p} {probs 3}\n"
Make = Callable[..., Ran]


@pytest.fixture
def make(tmp_path: Path, xent: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Make:
    """`xent make` of a key for three students, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    Path("names.csv").write_text("name\nAnna Berg\nBen\nZoë\n", encoding="utf-8")

    def called(*options: str, key: str = KEY) -> Ran:
        Path("key").write_text(key, encoding="utf-8")
        return xent("make", "key", "--students", "names.csv", "-o", "class", *options)

    return called


def sheets() -> dict[str, str]:
    """What was written."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(Path("class").iterdir())}


def test_each_student_gets_a_sheet_and_the_teacher_a_key(make: Make) -> None:
    ran = make()
    assert (ran.code, ran.err) == (0, "")
    written = sheets()
    assert list(written) == ["Anna Berg.txt", "Ben.txt", "Zoë.txt", "key.txt"]
    own = re.findall(r"^Q1: \[2\] ce (\S+) (\S+) = ([0-9.]+)  # class \1 of \2$", written["key.txt"], re.MULTILINE)
    assert len(set(own)) == 3
    y, p, claim = own[0]
    assert f"# Q1 [2 points]: class {y} of {p} (to 3 decimals, in nats)\nQ1:\n" in written["Anna Berg.txt"]
    assert claim not in written["Anna Berg.txt"]
    assert f"xent kl {p} " in written["Anna Berg.txt"]


def test_the_same_seed_makes_the_same_sheets(make: Make) -> None:
    make("--seed", "7")
    first = sheets()
    make("--seed", "7", "--force")
    assert sheets() == first
    make("--seed", "8", "--force")
    assert sheets() != first


def test_another_process_makes_the_same_sheets(make: Make) -> None:
    make("--seed", "1")
    first = sheets()
    words = ["make", "key", "--students", "names.csv", "-o", "class", "--seed", "1", "--force"]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-m", "xent_cli", *words], env=environment, check=True, capture_output=True)
    assert sheets() == first


def test_nothing_is_written_over_unless_asked(make: Make) -> None:
    make()
    Path("class/key.txt").unlink()
    ran = make("--seed", "2")
    assert (ran.code, ran.out) == (2, "")
    assert "class/Anna Berg.txt: is there already; " in ran.err
    assert "--force" in ran.err
    assert not Path("class/key.txt").exists()


def test_the_report_as_json(make: Make) -> None:
    report = make("--json").json
    assert (report["command"], report["value"], report["rows"]) == ("make", 3, 3)
    assert report["sheets"][0] == {"student": "Anna Berg", "file": "class/Anna Berg.txt"}
    assert [each["question"] for each in report["questions"]] == ["Q1", "Q2"]
    assert all(each["different"] == 3 and each["mistakes"] > 12 for each in report["questions"])


def test_few_exercises_and_few_digits_are_said(make: Make) -> None:
    out = make(key="ce {0..1} 0.7,0.3").out
    assert re.search(r"Q1: [12] exercises? for 3 students, some have the same", out)
    out = make("--force", "--decimals", "0", key="entropy {probs 3 step 0.25} --base 2").out
    assert "are one number at 0 decimals; ask for more decimals" in out


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("ce {0..2} {probs 3 step 0.3}", "key, line 1: {probs 3 step 0.3}: steps of 0.3 do not lead from 0 to 1"),
        ("ce {5..6} {probs 3}", "key, line 1: ce"),
        ("make key --students x -o y", "a sheet is neither marked nor made within a sheet"),
        ("", "no line holds a command"),
    ],
)
def test_a_key_that_cannot_be_used_is_refused_and_nothing_written(make: Make, key: str, said: str) -> None:
    ran = make(key=key)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not Path("class").exists()


def test_a_missing_list_of_students_is_said(make: Make, xent: Callable[..., Ran]) -> None:
    make()
    ran = xent("make", "key", "--students", "nobody.csv", "-o", "other")
    assert (ran.code, ran.out) == (2, "")
    assert "nobody.csv: no such file" in ran.err


def test_words_without_the_numbers_are_noticed(make: Make) -> None:
    said = "Q1: its words do not hold its numbers; name them: {probs 3 as p}, and say {p}"
    assert said in make(key="ce {0..2} {probs 3} # the cross-entropy\n").out
    assert said not in make("--force", key="ce {0..2} {probs 3 as p} # the cross-entropy of {p}\n").out
