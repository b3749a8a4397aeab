"""What is said of a claim."""

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
    assert remark == "mistakes are looked for in typed rows only"
