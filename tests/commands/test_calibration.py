import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xent_cli import expected_calibration_error, fitted_temperature, reliability

from .conftest import Ran

Xent = Callable[..., Ran]
ROOT = Path(__file__).parents[2]
DIGITS = str(ROOT / "examples" / "digits")
TUMOURS = str(ROOT / "examples" / "breast-cancer" / "predictions.csv")
# Bins of 1, 4 and 5 with confidence .55, .6675 and .896, and accuracy 1, .5 and 1.
HAND = ["1;1;1;0;0;1;1;1;1;1", ".55;.61;.65;.69;.72;.82;.86;.9;.93;.97", "--bins", "5"]


def softmax(logits: Any) -> Any:
    e = np.exp(logits - logits.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


@pytest.fixture
def drawn() -> tuple[Any, Any]:
    """Logits of 5000 rows that are too sure of themselves, and what came true."""
    random = np.random.default_rng(7)
    z = 3 * random.normal(size=(5000, 4))
    return z, (softmax(z / 2).cumsum(1) > random.random((5000, 1))).argmax(1)


def written(path: Path, rows: Any, labels: Any) -> str:
    lines = [",".join([str(y), *map(repr, row)]) for y, row in zip(labels.tolist(), rows.tolist(), strict=True)]
    path.write_text("label,p0,p1,p2,p3\n" + "\n".join(lines) + "\n")
    return str(path)


def test_the_table_worked_by_hand(xent: Xent) -> None:
    found = xent("calibration", *HAND, "--json").json
    assert found["value"] == found["ece"] == pytest.approx(0.164, abs=1e-15)
    assert found["mce"] == pytest.approx(0.45, abs=1e-15)
    lines = [(line["rows"], line["confidence"], line["accuracy"]) for line in found["bins"]]
    assert lines == [(1, 0.55, 1.0), (4, pytest.approx(0.6675), 0.5), (5, pytest.approx(0.896), 1.0)]
    assert xent("calibration", *HAND, "--expect", "0.1640").code == 0
    assert xent("calibration", *HAND, "--expect", "0.165").code == 1
    assert xent("calibration", *HAND, "--at-most", "0.1").code == 1


def test_its_numbers_are_those_of_the_other_commands(xent: Xent) -> None:
    found = xent("calibration", f"{DIGITS}/logits.csv", "--target", "label", "--logits", "--json").json
    asked = (f"{DIGITS}/logits.csv", "--target", "label", "--logits")
    assert found["loss"] == float(xent("ce", *asked, "-q").out)
    assert found["brier"] == float(xent("brier", *asked, "-q").out)
    at = xent("ce", *asked, "--temperature", repr(found["temperature"]), "-q").out
    assert found["loss_at_temperature"] == pytest.approx(float(at), rel=1e-14)
    assert found["calibration_loss"] == found["loss"] - found["loss_at_temperature"]
    assert found["verified"] is True


def test_the_library_says_the_same(xent: Xent, drawn: tuple[Any, Any], tmp_path: Path) -> None:
    z, y = drawn
    found = xent("calibration", written(tmp_path / "z.csv", z, y), "--target", "label", "--logits", "--json").json
    assert found["temperature"] == pytest.approx(fitted_temperature(y, z), rel=1e-12)
    assert found["temperature"] == pytest.approx(2, rel=0.1)
    assert found["ece"] == pytest.approx(expected_calibration_error(y, softmax(z)), rel=1e-12)


def test_the_last_bit_is_the_same_however_it_is_read(xent: Xent, drawn: tuple[Any, Any], tmp_path: Path) -> None:
    z, y = drawn
    q = softmax(z)
    path = written(tmp_path / "q.csv", q, y)
    with gzip.open(tmp_path / "q.csv.gz", "wt") as file:
        file.write(Path(path).read_text())
    table = pa.table({"label": y, **{f"p{k}": q[:, k] for k in range(4)}})
    pq.write_table(table, tmp_path / "q.parquet", row_group_size=333)
    head, tail = tmp_path / "head.csv", tmp_path / "tail.csv"
    lines = Path(path).read_text().splitlines(keepends=True)
    head.write_text("".join(lines[:1001]))
    tail.write_text("".join([lines[0], *lines[1001:]]))
    for more in ((), ("--equal-mass",), ("--classwise",)):
        asked = ("--target", "label", *more, "--json")
        outs = [
            xent("calibration", *map(str, paths), *asked).json
            for paths in ([path], [tmp_path / "q.csv.gz"], [tmp_path / "q.parquet"], [head, tail])
        ]
        piped = [sys.executable, "-m", "xent_cli", "calibration", "-", *asked]
        with open(path, "rb") as stdin:
            out = subprocess.run(piped, cwd=ROOT, stdin=stdin, capture_output=True, text=True, check=True).stdout
        assert {str(found) for found in outs} == {str(outs[0])}
        assert xent("calibration", path, *asked).out == out


def test_probabilities_log_probabilities_and_logits_agree(xent: Xent, drawn: tuple[Any, Any], tmp_path: Path) -> None:
    z, y = drawn
    kinds: list[tuple[Any, tuple[str, ...]]] = [
        (z, ("--logits",)),
        (softmax(z), ()),
        (np.log(softmax(z)), ("--log-probs",)),
    ]
    found = [
        xent("calibration", written(tmp_path / "t.csv", values, y), "--target", "label", *said, "--json").json
        for values, said in kinds
    ]
    for key in ("temperature", "loss", "loss_at_temperature", "ece", "mce", "brier"):
        assert [one[key] for one in found] == pytest.approx([found[0][key]] * 3, rel=1e-10)


def test_one_column_is_the_probability_of_1(xent: Xent) -> None:
    found = xent("calibration", TUMOURS, "--target", "y", "--pred", "p", "--json").json
    rows = np.genfromtxt(TUMOURS, delimiter=",", names=True)
    lines = reliability(rows["y"], rows["p"])
    seen = lines.rows > 0
    assert [line["rows"] for line in found["bins"]] == lines.rows[seen].tolist()
    assert [line["accuracy"] for line in found["bins"]] == lines.accuracy[seen].tolist()
    assert found["loss"] == float(xent("bce", TUMOURS, "--target", "y", "--pred", "p", "-q").out)
    parts = found["reliability"] - found["resolution"] + found["uncertainty"] + found["within_bins"]
    assert found["brier"] == pytest.approx(parts, rel=1e-12)


def test_each_class(xent: Xent) -> None:
    asked = ("calibration", f"{DIGITS}/predictions.csv", "--target", "label")
    found = xent(*asked, "--classwise", "--json").json
    assert [line["class"] for line in found["per_class"]] == list("0123456789")
    assert found["ece"] == pytest.approx(sum(line["ece"] for line in found["per_class"]) / 10)
    assert found["mce"] == max(line["mce"] for line in found["per_class"])
    assert sum(line["rows"] for line in found["bins"]) == 4500
    assert found["brier"] == xent(*asked, "--json").json["brier"]


def test_equal_mass(xent: Xent) -> None:
    found = xent("calibration", TUMOURS, "--target", "y", "--pred", "p", "--equal-mass", "--bins", "4", "--json").json
    assert [line["rows"] for line in found["bins"]] == [57, 57, 57, 57]


@pytest.mark.parametrize("kind", [[], ["--logits"], ["--log-probs"]])
def test_what_is_written_needs_no_temperature_any_more(
    xent: Xent, drawn: tuple[Any, Any], tmp_path: Path, kind: list[str]
) -> None:
    z, y = drawn
    values = {"": softmax(z), "--logits": z, "--log-probs": np.log(softmax(z))}["".join(kind)]
    path, out = written(tmp_path / "in.csv", values[:300], y[:300]), str(tmp_path / "out.csv")
    asked = ("--target", "label", *kind)
    found = xent("calibration", path, *asked, "--write", out, "--json").json
    again = xent("calibration", out, *asked, "--json").json
    assert again["temperature"] == pytest.approx(1, rel=1e-9)
    assert again["loss"] == pytest.approx(found["loss_at_temperature"], rel=1e-12)
    assert Path(out).read_text().splitlines()[0].replace('"', "") == "label,p0,p1,p2,p3"


def test_typed_rows_are_written_too(xent: Xent, tmp_path: Path) -> None:
    out = str(tmp_path / "out.parquet")
    assert (
        xent("calibration", "cat,dog,cat", "0.9,0.1;0.4,0.6;0.3,0.7", "--classes", "cat,dog", "--write", out).code == 0
    )
    assert pq.read_table(out).column_names == ["label", "pcat", "pdog"]
    assert xent("ce", out, "--target", "label").code == 0


@pytest.mark.parametrize(
    ("operands", "why"),
    [
        (["0,1", "0.7,0.3;0.2,0.8"], "T → 0"),
        (["1,0", "0.7,0.3;0.2,0.8"], "T → ∞"),
        (["0,1", "0.5,0.5;0.5,0.5"], "no T changes anything"),
        (["0,1", "0.5,0.5;1,0"], "infinite at every T"),
        (["1;0", "0.7;0.3"], "T → 0"),
        (["0.5;1", "1;0.3"], "infinite at every T"),
        (["0", "40,0.3", "--logits"], "T → 0"),
    ],
)
def test_where_there_is_no_temperature_it_says_why(xent: Xent, operands: list[str], why: str, tmp_path: Path) -> None:
    found = xent("calibration", *operands, "--json").json
    assert "temperature" not in found
    assert "loss_at_temperature" not in found
    assert any(f"there is no T*: {why}" in note or why in note for note in found["notes"])
    refused = xent("calibration", *operands, "--write", str(tmp_path / "out.csv"))
    assert (refused.code, refused.out) == (2, "")
    assert "there is no T*" in refused.err


def test_a_certain_prediction_that_is_right_costs_nothing(xent: Xent) -> None:
    with_it = xent("calibration", "1;1;0;1", "1;0.8;0.8;0.8", "--json").json
    without = xent("calibration", "1;0;1", "0.8;0.8;0.8", "--json").json
    assert with_it["temperature"] == pytest.approx(without["temperature"], rel=1e-12)


def test_distributions_as_truth(xent: Xent) -> None:
    found = xent("calibration", "0.9,0.1;0.2,0.8", "0.8,0.2;0.1,0.9", "--json").json
    assert found["verified"] is True
    assert found["ece"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["0,1", "0.7,0.3;0.2,0.8", "--bins", "0"], "--bins"),
        ([TUMOURS, "--target", "y", "--pred", "p", "--classwise"], "one column has no classes"),
        ([TUMOURS, "--target", "y", "--pred", "p", "--row", "3"], "--row"),
        ([TUMOURS, "--target", "y", "--pred", "p", "--write", "out.npy"], "end it in .csv or .parquet"),
        ([TUMOURS, "--target", "y", "--pred", "p", "--write", "/no/such/folder/o.csv"], "no such folder"),
        (["0,1", "0.7,0.3;0.2,0.9"], "sums to 1.1"),
    ],
)
def test_what_cannot_be_done_is_said(xent: Xent, argv: list[str], said: str) -> None:
    done = xent("calibration", *argv)
    assert (done.code, done.out) == (2, "")
    assert said.lower() in done.err.lower()
    assert done.err.count("\n") == 1


def test_bad_rows_are_left_out_of_everything(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("y,p\n1,0.9\n0,0.8\n1,nan\n0,0.1\n1,1.5\n")
    asked = ("calibration", str(path), "--target", "y", "--pred", "p")
    assert xent(*asked).code == 2
    found = xent(*asked, "--skip-bad", "--json").json
    assert (found["rows"], found["skipped"]) == (3, 2)
    assert found["temperature"] == xent("calibration", "1;0;0", "0.9;0.8;0.1", "--json").json["temperature"]


@pytest.mark.parametrize("looks", ["table", "plain", "csv", "markdown", "latex", "html"])
def test_every_format(xent: Xent, looks: str) -> None:
    done = xent("calibration", *HAND, "--format", looks)
    assert done.code == 0
    assert "0.16" in done.out
