"""A command called from Python."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import html5lib
import numpy as np
import pytest
from pylatexenc.latexwalker import LatexWalker

import xent_cli
from xent_cli import InputError, worked
from xent_cli.app import run
from xent_cli.notebook import typed


def test_the_value_is_that_of_the_function() -> None:
    assert worked("ce", 0, [0.7, 0.2, 0.1]).value == pytest.approx(
        float(xent_cli.cross_entropy(0, [0.7, 0.2, 0.1])), rel=1e-15
    )
    assert worked("entropy", [0.5, 0.25, 0.25], base=2).unit == "bits"
    assert worked("focal", 1, 0.9, gamma=1, alpha=Fraction(1, 4)).value == pytest.approx(
        float(xent_cli.binary_focal_loss(1, 0.9, gamma=1.0, alpha=0.25))
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (True, "1"),
        ("1/3, 2/3", "1/3, 2/3"),
        (Decimal("0.10"), "0.10"),
        (1e-300, "1e-300"),
        (np.float64(0.1), "0.1"),
        (range(3), "0,1,2"),
        (("cat", "dog"), "cat,dog"),
        (np.array([[1.0, 0.0], [0.25, 0.75]]), "1.0,0.0;0.25,0.75"),
        ([[1], [0]], "1;0"),
        ([np.array([0.5, 0.5])], "0.5,0.5"),
    ],
)
def test_an_operand_is_typed(value: Any, text: str) -> None:
    assert typed(value) == text


def test_it_looks_as_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ce", "0,2", "2,1,-0.1; 0.1,0.1,0.8", "--logits"]) == 0
    terminal = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert repr(worked("ce", [0, 2], [[2, 1, -0.1], [0.1, 0.1, 0.8]], logits=True)).splitlines() == terminal
    assert capsys.readouterr() == ("", "")


def test_a_notebook_shows_the_steps() -> None:
    answer = worked("grad", "ce", 0, [2, 1, 0.1], logits=True)
    page = answer._repr_html_()
    html5lib.HTMLParser(strict=True).parseFragment(page)
    assert "<math" in page
    assert "<html" not in page
    latex = answer._repr_latex_()
    LatexWalker(latex, tolerant_parsing=False).get_latex_nodes()
    assert r"\frac{\partial L}{\partial z_k} = \hat{y}_k - y_k" in latex


def test_steps_of_one_row_and_of_several() -> None:
    one, two = worked("entropy", [0.5, 0.5]), worked("ce", [0, 1], [[0.5, 0.5], [0.5, 0.5]])
    assert (one.steps[0].name, one.steps[0].formula) == ("total", "-Σ p_k ln p_k")
    assert [step.name for step in two.steps].count("total") == 2


def test_a_claim_is_judged() -> None:
    assert worked("ce", 0, [0.7, 0.3], expect=0.357).accepted
    assert not worked("ce", 0, [0.7, 0.2, 0.1], expect="0.515").accepted


def test_a_table_is_a_report(tmp_path: Path) -> None:
    table = tmp_path / "preds.csv"
    table.write_text("y,a,b\n0,0.5,0.5\n1,0.5,0.5\n")
    answer = worked("ce", str(table), target="y", base=2)
    assert answer.value == 1.0
    assert answer.steps == ()
    with pytest.raises(InputError, match=r"^reduction: a stream of rows has no steps; reduce it"):
        worked("ce", str(table), target="y", reduction="none")


@pytest.mark.parametrize(
    ("operands", "options", "said"),
    [
        (("ce", 0, [0.7, 0.2]), {}, "PRED: sums to 0.9, not 1; rescale with normalize"),
        (("cee", 0, [0.7, 0.3]), {}, "there is no command 'cee'"),
        (("ce", 0, [0.7, 0.3]), {"gama": 2}, "there is no option gama"),
        (("focal", 0, [0.7, 0.3]), {"gamma": -1}, "gamma: -1 is out of range"),
        (("ce",), {}, "TARGET and PRED missing"),
        (("ce", 0, "-"), {}, "-: standard input is closed"),
        (("ce", 0, [[[0.7, 0.3]]]), {}, r"\[0.7, 0.3\] is no number"),
        (("ce", 0, b"0.7"), {}, "b'0.7' is no number"),
        (("ce", 0, None), {}, "None is no number"),
        (("check", "homework.txt"), {}, "check: it marks files"),
    ],
)
def test_what_cannot_be_used(operands: tuple[Any, ...], options: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=f"^{said}"):
        worked(*operands, **options)


def test_false_and_none_leave_an_option_out() -> None:
    assert worked("ce", 0, [0.7, 0.3], logits=False, eps=None).value == worked("ce", 0, [0.7, 0.3]).value
