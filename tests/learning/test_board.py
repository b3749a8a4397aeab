"""What stands on the board: the rows forward, a line for each parameter and each update, and what is said of it."""

import shlex
from collections.abc import Callable
from typing import Any

import pytest

from xent_cli.app import outcome_of, run
from xent_cli.formula.unicode import Unicode

SOFTMAX = "--weights '0.2,-0.3; -0.5,0.7' --bias 0.1,0 --inputs '1,2; 0.5,-1' --target 1,0 --rate 0.1"
BARE = "--weights 5 --gradient 4 --rate 0.1"
Shown = Callable[[str], str]


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Shown:
    """What a person sees."""

    def asked(line: str) -> str:
        assert run(["step", *shlex.split(line)]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return asked


def columns(line: str) -> dict[str, Any]:
    """The columns of the parameters, by how they are headed."""
    worked = outcome_of(["step", *shlex.split(line)]).answer.worked
    notation = Unicode(worked.letters)
    return {c.symbol if isinstance(c.symbol, str) else notation.write(c.symbol): c.values for c in worked.columns}


def test_a_line_for_each_parameter() -> None:
    found = columns(f"{SOFTMAX} --l2 0.1 --optimizer momentum")
    assert list(found) == ["", "w", "∂L/∂w", "λ w", "g", "v'", "w'"]
    assert found[""] == ("W[0,0]", "W[0,1]", "W[1,0]", "W[1,1]", "b[0]", "b[1]")
    assert found["λ w"] == pytest.approx((0.02, -0.03, -0.05, 0.07, 0, 0))
    assert found["g"] == pytest.approx([a + b for a, b in zip(found["∂L/∂w"], found["λ w"], strict=True)])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("--weights 1,2 --bias 0 --inputs 1,2 --target 1 --rate 1", ("w[0]", "w[1]", "b")),
        ("--weights 1,2 --gradient 1,2 --rate 1 --one-based", ("w[1]", "w[2]")),
        (BARE, ("w",)),
        (
            "--weights '1,2;3,4;5,6' --weights-by input --inputs 1,2,3 --target 1 --rate 1",
            ("W[0,0]", "W[0,1]", "W[1,0]", "W[1,1]", "W[2,0]", "W[2,1]"),
        ),
    ],
)
def test_parameters_are_called_as_they_were_typed(line: str, names: tuple[str, ...]) -> None:
    found = columns(line)
    assert found[""] == names
    if "input" in line and "weights-by" in line:
        assert found["w"] == (1, 2, 3, 4, 5, 6)


def test_the_only_row_needs_no_index(shown: Shown) -> None:
    line = "--weights 1,2 --bias 0 --inputs 1,2 --target 1 --rate 1 -q --of"
    assert shown(f"{line} W[1]") == shown(f"{line} w[1]") == shown(f"{line} W[0,1]")


def test_a_logit_is_written_out(shown: Shown) -> None:
    assert "0.2·1 + (-0.3)·2 + 0.1" in shown(SOFTMAX)
    smoothed = shown(f"{SOFTMAX} --smoothing 0.1")
    assert "y'_k  ŷ_k - y'_k" in smoothed


def test_a_line_for_each_update(shown: Shown) -> None:
    text = shown(f"{BARE} --optimizer momentum --updates 30")
    lines = text.partition("30 updates")[2].splitlines()[3:33]
    assert [line.split()[0] for line in lines] == [str(t) for t in range(1, 31)]
    assert "the one gradient that is given is that of each of the 30 updates" in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (SOFTMAX, "the loss is the mean of the rows: their slopes are summed and divided by N = 2"),
        (f"{SOFTMAX} --reduction sum", "the loss is the sum of the rows (--reduction sum)"),
        (f"{SOFTMAX} --l2 0.1", "the L2 penalty is λ/2 Σ w²; --l2-form full would make it λ Σ w²"),
        (f"{SOFTMAX} --l2 0.1", "the bias has no penalty"),
        (f"{SOFTMAX} --l2 0.1 --l2-form full", "the L2 penalty is λ Σ w²"),
        (SOFTMAX.replace("--bias 0.1,0", ""), "there is no bias"),
        (SOFTMAX.replace("--rate 0.1", "--rate 3 --l2 5"), "what is brought down rose: the rate may be too high"),
        (f"{BARE} --optimizer momentum", "the velocity is torch's"),
        (f"{BARE} --optimizer momentum --momentum-form polyak", "the velocity is polyak's"),
        (f"{BARE} --optimizer adam", "ε stands outside the root"),
        (f"{BARE} --optimizer adam --epsilon-inside", "ε stands inside the root"),
        (f"{BARE} --optimizer adam --no-bias-correction", "without bias correction"),
        (f"{BARE} --optimizer adam --state 1,1", "the state says no t"),
        (f"{BARE} --decay 0.1", "the decay is decoupled"),
    ],
)
def test_conventions_are_said(shown: Shown, line: str, said: str) -> None:
    assert said in shown(line)


def test_csv_has_a_line_for_each_parameter_or_update(shown: Shown) -> None:
    assert shown(f"{BARE} --format csv") == "parameter,before,slope,after\nw,5.0,4.0,4.6\n"
    assert shown(f"{BARE} --updates 2 --format csv") == "t,weights\n1,4.6\n2,4.2\n"
    assert shown(f"{SOFTMAX} --updates 2 --format csv").startswith("t,loss,weights,bias\n1,0.23700271600389547,")
