import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
VALUE = 0.3566749439387324  # -ln 0.7


@pytest.mark.parametrize(
    "argv",
    [
        ["0", "0.7,0.2,0.1"],
        ["0", "7/10 2/10 1/10"],
        ["0", "70%,20%,10%"],
        ["0", "[0.7, 0.2, 0.1]"],
        ["0", "[0.7,", "0.2,", "0.1]"],
        ["0", "array([0.7, 0.2, 0.1], dtype=float32)"],
        ["0", "tensor([0.7000, 0.2000, 0.1000], device='cuda:0')"],
        ["1,0,0", "0.7,0.2,0.1"],
        ["1", "0.7,0.2,0.1", "--one-based"],
        ["cat", "0.7,0.2,0.1", "--classes", "cat,dog,goldfish"],
        ["[cat]", "0.7,0.2,0.1", "--classes", "[cat],[/x],a b"],
        ["a b", "0.1,0.2,0.7", "--classes", "[cat],[/x],a b"],
        ["0", "0.7,0.2,0.1", "--classes", "3"],
        ["0", "7,2,1", "--normalize"],
        ["0", "0.7,0.2,0.1", "--eps", "1e-7"],
        ["0", "0.7,0.2,0.0995"],
        ["0", "0.7,0.2", "--tolerance", "0.1"],
        ["0", "0.7,0.2,0.1", "--expect", "0.357"],
        ["0;0", "0.7,0.2,0.1"],
        ["0", "0.7,0.2,0.1; 0.7,0.1,0.2"],
        ["0;1", "0.7,0.2,0.1; 0.2,0.7,0.1"],
        ["0,1", "[[0.7,0.2,0.1],[0.2,0.7,0.1]]"],
        ["0,1", "array([[0.7, 0.2, 0.1],\n       [0.2, 0.7, 0.1]])"],
        ["0,1", "0.7,0.2,0.1; 0.2,0.7,0.1", "--class-weight", "1,2,3"],
        ["0", "0.7,0.3; 0.1,0.9", "--sample-weight", "1,0"],
    ],
)
def test_minus_ln_of_0_7(value: Run, argv: list[str]) -> None:
    assert value("ce", *argv) == VALUE


@pytest.mark.parametrize(
    "argv",
    [
        ["0", "-1.2,0.5,3", "--logits"],
        ["--logits", "0", "-1.2,0.5,3"],
        ["0", "--logits", "-1.2,0.5,3"],
        ["0", "−1.2,0.5,3", "--logits"],
        ["0", "-12e-1 0.5 3", "--logits"],
        ["0", "-6/5,1/2,3", "--logits"],
        ["0", "-2.4,1,6", "--logits", "--temperature", "2"],
        ["0", "998.8,1000.5,1003", "--logits"],
    ],
)
def test_a_leading_minus_anywhere(value: Run, argv: list[str]) -> None:
    assert value("ce", *argv) == 4.292652629319856


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["1", "-inf,0", "--logits"], 0.0),
        (["0", "-inf,0", "--logits"], math.inf),
        (["0", "1,0"], 0.0),
        (["0", "0,1"], math.inf),
        (["0", "-0.5,-inf", "--log-probs", "--tolerance", "1"], 0.5),
        (["0.9,0.1,0", "0.5,0.5,0"], math.log(2)),
        (["0,1", "0.5,0.5;0.25,0.75", "--reduction", "sum", "--base", "2"], 1.415037499278844),
        (["0,1", "0.7,0.3;0.5,0.5", "--class-weight", "1,0"], VALUE),
        (["0,1", "0.5,0.5;0.5,0.5", "--class-weight", "balanced", "--base", "2"], 1.0),
    ],
)
def test_value(value: Run, argv: list[str], expected: float) -> None:
    assert value("ce", *argv) == expected


def test_the_keys_of_a_worked_vector(xent: Run) -> None:
    answer = xent("ce", "cat", "2,1,0.1", "--logits", "--classes", "cat,dog,goldfish", "--json").json
    assert (answer["command"], answer["quantity"], answer["unit"]) == ("ce", "cross-entropy", "nats")
    assert (answer["rows"], answer["classes"]) == (1, 3)
    assert answer["convention"] == {"base": "e", "reduction": "mean", "denominator": "N", "input": "logits"}
    columns = {column["name"]: column["values"] for column in answer["columns"]}
    assert list(columns) == ["k", "logit", "shifted", "exponential", "p", "q", "log_q", "term"]
    assert columns["k"] == ["cat", "dog", "goldfish"]
    assert columns["shifted"] == [0, -1, -1.9]
    assert math.fsum(columns["term"]) == pytest.approx(answer["value"], rel=1e-15)
    assert {"title", "formula", "value"} == set(answer["steps"][0])
    assert answer["notes"] == ["H(p,ŷ) = H(p) + D(p‖ŷ): 0.41703 = 0 + 0.41703"]
    assert "verdict" not in answer


def test_the_keys_of_several_rows(xent: Run) -> None:
    answer = xent("ce", "0,1", "0.7,0.2,0.1; 0.25,0.5,0.25", "--json").json
    assert answer["rows"] == 2
    assert answer["denominator"] == 2
    assert answer["sum"] == pytest.approx(2 * answer["value"])
    assert answer["accuracy"] == 1
    assert [line["rows"] for line in answer["per_class"]] == [1, 1]
    assert [line["value"] for line in answer["values"]] == pytest.approx([VALUE, math.log(2)])


def test_infinity_is_a_string_and_has_a_reason(xent: Run) -> None:
    answer = xent("ce", "0", "0,1", "--json").json
    assert answer["value"] == "Infinity"
    assert any("--eps 1e-7" in note for note in answer["notes"])


def test_the_worked_table(xent: Run) -> None:
    assert xent("ce", "0", "0.7,0.2,0.1").out == (
        "cross-entropy   H(p,q) = -Σ p_k ln q_k\n"
        "\n"
        "k  p_k  q_k     ln q_k  -p_k ln q_k\n"
        "───────────────────────────────────\n"
        "0    1  0.7  -0.356675     0.356675\n"
        "1    0  0.2  -1.60944      0\n"
        "2    0  0.1  -2.30259      0\n"
        "───────────────────────────────────\n"
        "Σ                          0.356675\n"
        "\n"
        "total         -Σ p_k ln q_k  0.356675\n"
        "entropy of p  H(p)           0\n"
        "divergence    D(p‖q)         0.356675\n"
        "perplexity    e^H(p,q)       1.42857\n"
        "\n"
        "cross-entropy = 0.3566749439387324 nats  (certified)\n"
        "✓ H(p,q) = H(p) + D(p‖q): 0.356675 = 0 + 0.356675\n"
    )


def test_no_steps(xent: Run) -> None:
    assert "q_k  " not in xent("ce", "0", "0.7,0.2,0.1", "--no-steps").out


@pytest.mark.parametrize("digits", [1, 3, 17, 18, 50])
def test_digits_are_all_correct(xent: Run, digits: int) -> None:
    true = "0.35667494393873237891263871124118447796401675904691"
    text = xent("ce", "0", "0.7,0.3", "--digits", str(digits), "-q").out.strip()
    assert len(text) - 2 <= digits
    assert abs(float(text) - float(true)) <= 0.5 * 10.0**-digits or true.startswith(text[:-1])


def test_two_readings_are_said(xent: Run) -> None:
    notes = xent("ce", "1,0", "0.9,0.1;0.8,0.2", "--json").json["notes"]
    assert notes == ["'1,0' was read as a label for each row, not as one distribution"]


@pytest.mark.parametrize("text", ["label,p0,p1\n0,0.75,0.25\n", "label,p0,p1\na,0.75,0.25\n"])
def test_a_table_of_one_row_is_worked(xent: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "one.csv"
    file.write_text(text.replace("a,", "p0,"))
    answer = xent("ce", str(file), "--target", "label", "--json").json
    assert answer["value"] == 0.2876820724517809
    assert answer["columns"][-1]["values"] == [0.2876820724517809, 0]


def test_a_vector_in_a_file_is_worked(xent: Run, tmp_path: Path) -> None:
    file = tmp_path / "vector.txt"
    file.write_text("0.7 0.2 0.1\n")
    assert xent("ce", "0", str(file)).out == xent("ce", "0", "0.7,0.2,0.1").out


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["0", "0.7,0.2"], "PRED: sums to 0.9, not 1; rescale with --normalize"),
        (["3", "0.7,0.2,0.1"], "there is no class 3; the classes are counted from 0 to 2 (or say --one-based)"),
        (["-1", "0.7,0.2,0.1"], "there is no class -1"),
        (["0", "0.7,0.2,0.1", "--one-based"], "there is no class 0; the classes are counted from 1 to 3"),
        (["fish", "0.5,0.5", "--classes", "cat,dog"], "'fish' is no class; use one of cat, dog"),
        (["cat", "0.5,0.5"], "name them all: --classes"),
        (["0.5", "0.5,0.5"], "'0.5' is no class index"),
        (["1,0,0", "0.5,0.5"], "TARGET has 3 entries, PRED has 2 classes"),
        (["0,1,1", "0.5,0.5;0.5,0.5"], "TARGET has 3"),
        (["0", "0.5,0.5;1"], "row 2 has 1 numbers, the first has 2"),
        (["0", "0.5,0.5", "--classes", "3"], "--classes says 3 classes"),
        (["0", "nan,1"], "is not a number"),
        (["0", "inf,1", "--logits"], "PRED"),
        (["0", "0.5,0.5", "--logits", "--log-probs"], "cannot be"),
        (["0", "0.5,0.5", "--eps", "0.7"], "--eps"),
        (["0", "0.5,0.5", "--tolerance", "-1"], "--tolerance"),
        (["0", "0.5,0.5", "--temperature", "2"], "--temperature"),
        (["0", "1,2", "--logits", "--temperature", "0"], "--temperature"),
        (["0", "0.5,0.5", "--class-weight", "1,2,3"], "3 weights for 2 classes"),
        (["0", "0.5,0.5", "0.5"], "3 operands where TARGET and PRED was expected"),
        (["0.7,0.2,0.1"], "second operand"),
        (["-", "-"], "standard input can be read once"),
        (["0", "nowhere.csv"], "there is no such file"),
        (["0", "abc"], "is neither numbers"),
    ],
)
def test_unusable(xent: Run, argv: list[str], complaint: str) -> None:
    ran = xent("ce", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert complaint in ran.err
    assert ran.err.startswith("xent: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [
        (["--expect", "0.357"], "correct", 0),
        (["--expect", "-ln(0.7)"], "correct", 0),
        (["--expect", "0.356"], "truncated", 0),
        (["--expect", "0.356", "--strict"], "truncated", 1),
        (["--expect", "0"], "coarse", 1),
        (["--expect", "0.358"], "close", 1),
        (["--expect", "0.358", "--lenient"], "close", 0),
        (["--expect", "0.5"], "close", 1),
        (["--expect", "0.9"], "wrong", 1),
        (["--expect", "0.36", "--tol", "0.01"], "correct", 0),
        (["--expect", "0.36", "--rtol", "1e-6"], "wrong", 1),
    ],
)
def test_a_claim(xent: Run, options: list[str], status: str, code: int) -> None:
    ran = xent("ce", "0", "0.7,0.2,0.1", *options, "--json")
    verdict = ran.json["verdict"]
    assert (verdict["status"], ran.code) == (status, code)
    assert {"status", "claim", "value", "digits", "diagnosis"} <= set(verdict)
    assert verdict["value"] == VALUE


def test_a_claim_is_diagnosed(xent: Run) -> None:
    ran = xent("ce", "0", "0.7,0.2,0.1", "--expect", "0.515")
    assert ran.code == 1
    assert "✗ 0.515 is wrong: the value is 0.3566749439387324 nats" in ran.out
    assert "→ " in ran.out  # in bits


@pytest.mark.parametrize(
    ("bounds", "code"),
    [(["--at-most", "0.4"], 0), (["--at-most", "0.3"], 1), (["--at-least", "0.3"], 0), (["--at-least", "0.4"], 1)],
)
def test_a_gate(xent: Run, bounds: list[str], code: int) -> None:
    ran = xent("ce", "0", "0.7,0.2,0.1", *bounds, "-q")
    assert (ran.code, ran.out) == (code, f"{VALUE}\n")
    assert bool(ran.err) == bool(code)  # the reason, where the bare value has no place for it
