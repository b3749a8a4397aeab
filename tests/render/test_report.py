import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from xent_cli.app import run

Shown = Callable[..., str]


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shown:
    """What is said of a table."""
    table = tmp_path / "preds.csv"
    table.write_text("label,where,p_[cat],p_dog\n[cat],a,0.5,0.5\ndog,b,0.5,0.5\n[cat],a,1,0\n[cat],b,0,1\n")

    def show(*argv: str, path: Path = table) -> str:
        assert run(["ce", str(path), "--target", "label", "--pred", "p_*", *argv]) == 0
        return capsys.readouterr().out

    return show


def test_a_report(shown: Shown) -> None:
    assert shown("--base", "2", "--row", "1").startswith("cross-entropy   H(p,q) = -Σ p_k log2 q_k\n")
    text = shown("--base", "2")
    assert text.startswith("cross-entropy   4 rows\n\ndenominator")
    assert "cross-entropy = inf bits\n" in text
    assert "· labels were matched to columns by name\n" in text
    assert "4 is inf" in text
    assert "nan" not in text


def test_no_steps_keeps_what_was_asked_for(shown: Shown) -> None:
    text = shown("--no-steps", "--worst", "2", "--by", "where")
    assert "perplexity" not in text
    assert "by class" not in text
    assert "by group" in text
    assert "highest losses" in text


def test_every_group_and_every_worst_row_has_its_line(shown: Shown, tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    many.write_text("label,where,p_[cat],p_dog\n" + "".join(f"dog,g{i},0.5,0.5\n" for i in range(100)))
    lines = shown("--by", "where", "--worst", "50", path=many).splitlines()
    assert sum(line.startswith("g") for line in lines) == 100
    assert lines[lines.index("highest losses") + 1 :].index("") == 2 + 50
    assert not any("…" in line for line in lines)


def test_classes_without_rows_stand_last(shown: Shown, tmp_path: Path) -> None:
    dogs = tmp_path / "dogs.csv"
    dogs.write_text("label,p_cat,p_dog\ndog,0.5,0.5\n")
    lines = shown("--worst", "1", path=dogs).splitlines()
    start = lines.index("by class") + 3
    assert [line.split()[:3] for line in lines[start : start + 2]] == [["dog", "1", "0.693147"], ["cat", "0", "–"]]
    (line,) = json.loads(shown("--worst", "1", "--json", path=dogs))["per_class"]
    assert line == {"class": "dog", "rows": 1, "mean": math.log(2), "accuracy": 0, "share": 1}


def test_a_share_of_an_infinite_sum_is_none(shown: Shown) -> None:
    assert all("share" not in line for line in json.loads(shown("--json"))["per_class"])


def test_no_line_ends_in_a_blank(shown: Shown) -> None:
    lines = shown("--by", "where", "--worst", "4").splitlines()
    assert lines == [line.rstrip() for line in lines]


def test_names_stand_as_they_are(shown: Shown) -> None:
    assert "\n[cat] " in shown()


def test_row_by_row(shown: Shown) -> None:
    assert shown("--base", "2", "--reduction", "none").splitlines() == [
        "cross-entropy in bits, row by row",
        "      row         label         value",
        "        1         [cat]             1",
        "        2           dog             1",
        "        3         [cat]             0",
        "        4         [cat]           inf",
    ]
