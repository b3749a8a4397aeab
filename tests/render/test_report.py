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

    def show(*argv: str) -> str:
        assert run(["ce", str(table), "--target", "label", "--pred", "p_*", *argv]) == 0
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
