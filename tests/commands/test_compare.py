"""xent compare: two predictions of the same rows."""

import math
import statistics
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xent_cli.exact.student import student_quantile

from .conftest import Ran

Xent = Callable[..., Ran]
ROWS = 3000
OLD, NEW = "old.csv", "new.csv"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same 3,000 rows in two tables of two models, and in one of both."""
    rng = np.random.default_rng(15)
    labels, logits = rng.integers(0, 3, ROWS), rng.normal(size=(ROWS, 3))
    others = logits + 0.3 * rng.normal(size=(ROWS, 3)) + 0.2 * np.eye(3)[labels]
    sites, users, weights = rng.integers(0, 4, ROWS), rng.integers(0, 200, ROWS), rng.integers(1, 4, ROWS)
    path = tmp_path_factory.mktemp("tables")
    heads = {OLD: [("cat", "dog", "eel")], NEW: [("cat", "dog", "eel")], "both.csv": [("a_cat", "a_dog", "a_eel")]}
    heads["both.csv"].append(("b_cat", "b_dog", "b_eel"))
    numbers = {OLD: [logits], NEW: [others], "both.csv": [logits, others]}
    for name, head in heads.items():
        lines = [",".join(["id", "y", "site", "user", "w", *(column for columns in head for column in columns)])]
        for i in range(ROWS):
            row = [f"r{i}", ("cat", "dog", "eel")[labels[i]], f"s{sites[i]}", f"u{users[i]}", str(weights[i])]
            lines.append(",".join([*row, *(repr(float(x)) for part in numbers[name] for x in part[i])]))
        (path / name).write_text("\n".join([*lines, ""]))
    return path


@pytest.fixture
def compared(xent: Xent, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The JSON of a comparison of the two."""
    monkeypatch.chdir(folder)

    def call(*more: str, tables: tuple[str, ...] = (OLD, NEW)) -> Any:
        ran = xent("compare", *tables, "--target", "y", "--logits", "--json", *(more or ()))
        assert ran.code in (0, 1), ran.err
        return ran.json

    return call


PRED = ("--pred", "cat:eel")


def losses(xent: Xent, name: str, *more: str) -> np.ndarray[Any, Any]:
    out = xent("ce", name, "-t", "y", *PRED, "--logits", "--reduction", "none", "-q", *more).out
    return np.array([float(line) for line in out.split()])


def column(name: str, place: int) -> list[str]:
    return [line.split(",")[place] for line in Path(name).read_text().splitlines()[1:]]


def test_means_difference_and_interval_are_those_of_the_paired_rows(xent: Xent, compared: Callable[..., Any]) -> None:
    answer = compared(*PRED)
    old, new = losses(xent, OLD), losses(xent, NEW)
    changes = (new - old).tolist()
    error = statistics.stdev(changes) / math.sqrt(ROWS)
    reach = student_quantile(Fraction("0.95"), Fraction(ROWS - 1)) * error
    assert answer["value"] == answer["difference"] == pytest.approx(float(new.mean() - old.mean()), rel=1e-12)
    assert answer["old"] == pytest.approx(old.mean(), rel=1e-13)
    assert answer["new"] == pytest.approx(new.mean(), rel=1e-13)
    assert answer["standard_error"] == pytest.approx(error, rel=1e-12)
    middle = answer["difference"]
    assert answer["interval"] == pytest.approx([middle - reach, middle + reach], rel=1e-12)
    counts = (np.count_nonzero(new < old), np.count_nonzero(new > old), np.count_nonzero(new == old))
    assert (answer["better"], answer["worse"], answer["equal"]) == counts
    apart = math.hypot(statistics.stdev(old.tolist()), statistics.stdev(new.tolist())) / math.sqrt(ROWS)
    assert answer["unpaired_standard_error"] == pytest.approx(apart, rel=1e-12)


def test_groups_and_classes_are_compared_likewise(xent: Xent, compared: Callable[..., Any]) -> None:
    answer = compared(*PRED, "--by", "site")
    changes = losses(xent, NEW) - losses(xent, OLD)
    for lines, key, place in ((answer["groups"], "key", 2), (answer["per_class"], "class", 1)):
        own = np.array(column(OLD, place))
        assert [line[key] for line in lines] == sorted(set(own.tolist()))
        for line in lines:
            some = changes[own == line[key]].tolist()
            assert line["rows"] == len(some) == line["better"] + line["worse"]
            assert line["value"] == pytest.approx(statistics.mean(some), rel=1e-11)
            assert line["standard_error"] == pytest.approx(statistics.stdev(some) / math.sqrt(len(some)), rel=1e-11)


def without_words(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without what it says of how its tables were read."""
    return {key: value for key, value in answer.items() if key not in ("notes", "convention", "worst")} | {
        "worst": [line["value"] for line in answer.get("worst", [])]
    }


@pytest.mark.parametrize("more", [[], ["--clusters", "user"], ["--sample-weight", "w"], ["--class-weight", "1,2,3"]])
def test_the_order_of_the_rows_the_format_and_the_number_of_tables_do_not_matter(
    compared: Callable[..., Any], folder: Path, more: list[str]
) -> None:
    for name in (OLD, NEW):
        head, *rows = (folder / name).read_text().splitlines()
        (folder / f"turned-{name}").with_suffix(".tsv").write_text(
            "\n".join([head, *rows[::-1], ""]).replace(",", "\t")
        )
    asked = ["--by", "site", "--worst", "3", *more]
    plain = without_words(compared(*PRED, *asked))
    turned = compared(*PRED, *asked, tables=("turned-old.tsv", "turned-new.tsv"))
    one = compared("--pred", "a_*", "--versus", "b_*", *asked, tables=("both.csv",))
    by_key = compared(*PRED, *asked, "--on", "id", tables=("turned-old.tsv", NEW))
    assert without_words(turned) == plain
    assert without_words(one) == plain
    counts = ("missing_in_new", "missing_in_old", "twice_in_old", "twice_in_new")
    assert [by_key.pop(key) for key in counts] == [0, 0, 0, 0]
    assert without_words(by_key) == plain


def test_the_rows_of_a_cluster_count_together(xent: Xent, compared: Callable[..., Any]) -> None:
    changes, users = losses(xent, NEW) - losses(xent, OLD), np.array(column(OLD, 3))
    answer = compared(*PRED, "--clusters", "user")
    names = sorted(set(users.tolist()))
    sums = np.array([(changes[users == name] - changes.mean()).sum() for name in names])
    expected = math.sqrt(len(names) / (len(names) - 1) * (sums @ sums)) / ROWS
    assert answer["standard_error"] == pytest.approx(expected, rel=1e-11)
    by_itself = compared(*PRED, "--clusters", "id")
    assert by_itself["standard_error"] == compared(*PRED)["standard_error"]
    in_groups = compared(*PRED, "--by", "site", "--clusters", "user")
    assert in_groups["groups"][0]["standard_error"] != compared(*PRED, "--by", "site")["groups"][0]["standard_error"]


def test_sample_weights_have_the_linear_form(xent: Xent, compared: Callable[..., Any]) -> None:
    changes, weights = losses(xent, NEW) - losses(xent, OLD), np.array([float(w) for w in column(OLD, 4)])
    answer = compared(*PRED, "--sample-weight", "w")
    mean = np.average(changes, weights=weights)
    residuals = weights * (changes - mean)
    assert answer["difference"] == pytest.approx(mean, rel=1e-11)
    expected = math.sqrt(ROWS / (ROWS - 1) * (residuals @ residuals)) / weights.sum()
    assert answer["standard_error"] == pytest.approx(expected, rel=1e-11)


def test_balanced_classes_give_the_mean_of_the_means_of_the_classes(compared: Callable[..., Any]) -> None:
    answer = compared(*PRED, "--class-weight", "balanced")
    means = [line["value"] for line in answer["per_class"]]
    assert answer["difference"] == pytest.approx(statistics.mean(means), rel=1e-12)


def test_a_gate_for_a_pipeline(xent: Xent, compared: Callable[..., Any]) -> None:
    difference = compared(*PRED)["difference"]
    argv = ["compare", OLD, NEW, "-t", "y", "--logits", *PRED, "-q"]
    assert xent(*argv, "--no-worse-than", str(difference)).code == 0
    ran = xent(*argv, "--no-worse-than", str(difference - 0.01))
    assert ran.code == 1
    assert "above --no-worse-than" in ran.err
    assert float(ran.out) == difference


def test_a_claim_of_the_difference(xent: Xent, compared: Callable[..., Any]) -> None:
    difference = compared(*PRED)["difference"]
    assert compared(*PRED, "--expect", f"{difference:.6f}")["verdict"]["status"] == "correct"
    turned = compared(*PRED, "--expect", f"{-difference:.6f}")["verdict"]
    assert (turned["status"], [found["name"] for found in turned["diagnosis"]]) == ("wrong", ["old - new"])


@pytest.mark.parametrize("measure", ["brier", "focal", "mse"])
def test_any_measure_with_its_knobs(xent: Xent, compared: Callable[..., Any], measure: str) -> None:
    more = ["--gamma", "3"] if measure == "focal" else []
    answer = compared(*PRED, "--measure", measure, *more)
    for name, key in ((OLD, "old"), (NEW, "new")):
        assert answer[key] == xent(measure, name, "-t", "y", *PRED, "--logits", "--json", *more).json["value"]


def test_a_pipe_with_both_sets_of_columns(folder: Path) -> None:
    argv = ["compare", "-", "-t", "y", "--pred", "a_*", "--versus", "b_*", "--logits", "-q"]
    with (folder / "both.csv").open("rb") as file:
        done = subprocess.run([sys.executable, "-m", "xent_cli", *argv], input=file.read(), capture_output=True)
    assert done.returncode == 0, done.stderr
    assert math.isfinite(float(done.stdout))


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([OLD], "there is only one table to compare"),
        ([OLD, NEW, OLD], "3 tables where OLD and NEW were expected"),
        (["no.csv", NEW], "no.csv: no such file"),
        (["both.csv", "--versus", "b_*"], "say with --pred which are those of OLD"),
        ([OLD, NEW, "--measure", "cee"], "there is no measure 'cee' (did you mean ce"),
        ([OLD, NEW, "--gamma", "2"], "--gamma: ce has none"),
        ([OLD, NEW, "--confidence", "95"], "--confidence: 95 is out of range"),
        ([OLD, NEW, "--on", "idd"], "there is no column 'idd'"),
        ([OLD, NEW, "--clusters", "nobody"], "there is no column 'nobody'"),
        ([OLD, NEW, "--row", "1"], "--row"),
        (["both.csv", "--pred", "a_*", "--versus", "b_cat"], "has 1 column"),
        (["-", "-"], "standard input can be read once"),
    ],
)
def test_what_cannot_be_compared(
    xent: Xent, folder: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str], said: str
) -> None:
    monkeypatch.chdir(folder)
    ran = xent("compare", *argv, "-t", "y", "--logits", *(() if "--pred" in argv or "--versus" in argv else PRED))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
