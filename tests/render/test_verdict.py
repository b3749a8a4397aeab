"""What is said of a claim."""

import json
from pathlib import Path

import pytest

from xent_cli.app import run


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    """The remarks on the claim."""
    assert run([*argv, "--no-steps"]) == 1
    return [line[2:] for line in capsys.readouterr().out.splitlines() if line[:1] in "✗→·"]


def test_a_mistake_is_named_with_its_formula_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    remarks = said(capsys, "ce", "0", "0.7,0.2,0.1", "--expect", "0.515")
    assert remarks[-1] == (
        "log2 taken instead of ln: H(p,q) = 0.356675 with ln; with log2: 0.514573; take ln; log2 gives bits"
    )


def test_a_convention_is_named_as_that(capsys: pytest.CaptureFixture[str]) -> None:
    remarks = said(capsys, "bce", "1", "0", "--expect", "100")
    assert any("convention: " in remark for remark in remarks)


def test_several_fit_a_claim_of_few_digits(capsys: pytest.CaptureFixture[str]) -> None:
    assert "several fit the digits of the claim; more digits would tell them apart" in said(
        capsys, "ce", "0", "0.7,0.2,0.1", "--expect", "0.2"
    )


def test_where_nothing_fits_a_step_is_named_only_where_the_claim_is_that_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    *_, remark = said(capsys, "ce", "0", "2,1,0.1", "--logits", "--expect", "2.418")
    assert remark == "no known mistake gives this number"
    *_, remark = said(capsys, "ce", "0", "2,1,0.1", "--logits", "--expect", "0.659")
    assert "a common sign of stopping early" in remark


def test_the_rows_of_a_table_are_not_tried(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "preds.csv"
    path.write_text("y,a,b\n0,0.7,0.3\n1,0.2,0.8\n")
    *_, remark = said(capsys, "ce", str(path), "-t", "y", "--expect", "0.123")
    assert remark == "of a table only the base, the sign, the mean and the class weights are tried"


def test_a_missing_answer_is_not_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ce", "0", "0.7,0.3", "--expect", "N/A", "--no-steps"]) == 1
    assert "✗ no answer is given" in capsys.readouterr().out
    assert run(["softmax", "0,1", "--expect", "?", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"]["status"] == "missing"


@pytest.mark.parametrize(
    ("options", "claim", "name"),
    [
        ([], "0.8933", "log2 taken instead of ln"),
        ([], "2.477", "sum instead of mean"),
        (["--reduction", "sum"], "0.619", "mean instead of sum"),
        ([], "-0.6192", "minus sign missing"),
        ([], "3.573", "sum instead of mean, and log2 taken instead of ln"),
        ([], "1.8575", "perplexity"),
        (["--class-weight", "1,2,5"], "0.6192", "class weights left out"),
        (["--class-weight", "1,2,5"], "1.6632", "weighted sum divided by N instead of the sum of the weights"),
        (["--class-weight", "balanced"], "0.6192", "class weights left out"),
    ],
)
def test_of_a_table_what_its_totals_tell_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: list[str], claim: str, name: str
) -> None:
    path = tmp_path / "preds.csv"
    path.write_text("y,a,b,c\n0,0.7,0.2,0.1\n1,0.2,0.6,0.2\n2,0.3,0.3,0.4\n0,0.5,0.25,0.25\n")
    assert any(
        line.removeprefix("Keras's convention: ").startswith(f"{name}: ")
        for line in said(capsys, "ce", str(path), "-t", "y", *options, "--expect", claim)
    )
