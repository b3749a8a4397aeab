import math
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
LOGITS = ["0", "2,1,0.1", "--logits"]


def names(found: Ran) -> list[str]:
    return [line["name"] for line in found.json["losses"]]


@pytest.mark.parametrize(
    ("argv", "applies"),
    [
        (LOGITS, ["ce", "smooth", "focal", "brier", "mse", "hinge"]),
        (["0", "0.7,0.2,0.1"], ["ce", "smooth", "focal", "brier", "mse"]),
        (["0.9,0.1", "0.7,0.3"], ["kl", "ce", "smooth", "focal", "js", "jeffreys", "brier", "mse"]),
        (["1", "0.9"], ["bce", "smooth", "focal", "brier", "mse"]),
        (["1", "2", "--logits"], ["bce", "smooth", "focal", "brier", "mse", "hinge"]),
    ],
)
def test_those_that_apply(xent: Xent, argv: list[str], applies: list[str]) -> None:
    assert names(xent("losses", *argv, "--json")) == applies


def test_each_is_what_its_own_command_says(xent: Xent) -> None:
    for line in xent("losses", *LOGITS, "--json").json["losses"]:
        knob = [] if line["name"] == "hinge" else ["--logits"]
        alone = xent(line["name"], *LOGITS[:2], *knob, "--json").json
        assert line["value"] == alone["value"]
        slopes = xent("grad", line["name"], *LOGITS[:2], *knob, "--json").json["value"]
        assert line["gradient"] == pytest.approx(slopes, rel=1e-14)


def test_temperature_and_base(xent: Xent) -> None:
    for line in xent("losses", *LOGITS, "--temperature", "2", "--base", "2", "--json").json["losses"]:
        if line["name"] != "hinge":
            options = ["--logits", "--temperature", "2", "--base", "2"]
            slopes = xent("grad", line["name"], *LOGITS[:2], *options, "--json").json["value"]
            assert line["gradient"] == pytest.approx(slopes, rel=1e-14)


def test_why_cross_entropy_learns_faster(xent: Xent) -> None:
    """Confidently wrong, squared error hardly pulls, and cross-entropy with all its strength."""
    swept = {line["name"]: line for line in xent("losses", *LOGITS, "--sweep", "--json").json["sweep"]}
    assert swept["ce"]["wrong_steepness"] > 1.2 > 10 * swept["brier"]["wrong_steepness"]
    assert swept["ce"]["right_steepness"] < 0.02
    assert "confidently wrong (0.00336)" in xent("losses", *LOGITS, "--sweep").out


@pytest.mark.parametrize("argv", [["0", "0.9", "--sweep"], ["1;0", "0.9;0.2"]])
def test_the_sweep_knows_which_side_is_true(xent: Xent, argv: list[str]) -> None:
    found = xent("losses", *argv, "--json").json
    if "--sweep" in argv:
        assert found["sweep"][0]["right_value"] < 0.01 < 5 < found["sweep"][0]["wrong_value"]
    assert found["losses"][0]["name"] == "bce"


def test_a_table_is_its_rows(xent: Xent, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("label,z_a,z_b,z_c\na,2,1,0.1\nc,0,1,2\nb,3,1,0\n")
    rows = [("0", "2,1,0.1"), ("2", "0,1,2"), ("1", "3,1,0")]
    found = xent("losses", str(table), "-t", "label", "--logits", "--json").json
    typed = xent("losses", "0,2,1", "2,1,0.1; 0,1,2; 3,1,0", "--logits", "--json").json
    for mine, theirs in zip(found["losses"], typed["losses"], strict=True):
        assert mine["name"] == theirs["name"]
        assert mine["value"] == pytest.approx(theirs["value"], rel=1e-14)
        assert mine["gradient"] == pytest.approx(theirs["gradient"], rel=1e-12)
        assert mine["steepness"] == pytest.approx(theirs["steepness"], rel=1e-14)
        assert mine["standard_error"] == pytest.approx(theirs["standard_error"], rel=1e-12)
        logits = [] if mine["name"] == "hinge" else ["--logits"]
        alone = [float(xent(mine["name"], *row, *logits, "-q").out) for row in rows]
        assert mine["standard_error"] == pytest.approx(statistics.stdev(alone) / math.sqrt(3), rel=1e-12)
    assert "std. error" in xent("losses", str(table), "-t", "label", "--logits").out
    assert "std. error" not in xent("losses", *LOGITS).out


def test_an_infinite_loss_has_no_standard_error(xent: Xent) -> None:
    infinite, *others = xent("losses", "0,1", "0,1; 0.5,0.5", "--json").json["losses"]
    assert (infinite["name"], infinite["value"]) == ("ce", "Infinity")
    assert "standard_error" not in infinite
    assert all("standard_error" in line for line in others if line["value"] != "Infinity")
    assert "no standard error: a loss that is infinite has no spread" in xent("losses", "0,1", "0,1; 0.5,0.5").out


def test_a_soft_column_has_no_hinge(xent: Xent, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("y,z\n1,0.9\n0.5,0.3\n")
    assert "hinge" not in names(xent("losses", str(table), "-t", "y", "--logits", "--json"))
    table.write_text("y,z\n1,0.9\n0,\n0,0.3\n")
    found = xent("losses", str(table), "-t", "y", "--logits", "--skip-bad", "--json")
    assert (names(found)[-1], found.json["rows"]) == ("hinge", 2)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["0,1", "0.7,0.3; 0.2,0.8", "--sweep"], "--sweep: several rows have no one true class"),
        (["0", "0.7,0.3", "--eps", "1e-7"], "--eps: a clamped probability"),
        (["0", "0.7,0.7"], "sums to 1.4"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent("losses", *argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
