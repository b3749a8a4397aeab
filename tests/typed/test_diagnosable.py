"""The problem that mistakes are tried on is the one that was answered."""

import shlex
from contextlib import redirect_stdout
from io import StringIO

import numpy as np
import pytest

from xent_cli.app import run
from xent_cli.measures.problem import Problem
from xent_cli.verify import mistakes
from xent_cli.verify.mistakes.solution import solved

LINES = [
    "entropy 0.5,0.3,0.2 --base 2",
    "entropy 3,2,1 --counts",
    "entropy '0.5,0.5;0.1,0.9' --sample-weight 1,3",
    "kl 0.5,0.3,0.2 0.7,0.2,0.1",
    "kl 0.5,0.3,0.2 2,1,0.1 --logits --temperature 2",
    "ce 0 0.7,0.2,0.1 --eps 0.25",
    "ce 2 2,1,0.1 --logits --temperature 0.5",
    "ce 0,1 '0.7,0.3;0.2,0.8' --sample-weight 2,1 --class-weight 1,3",
    "ce 0,1 '0.7,0.3;0.2,0.8' --sample-weight 2,1 --reduction sum",
    "ce 0,1 '0.7,0.3;0.2,0.8' --sample-weight 2,1 --reduction none",
    "ce 0.9,0.1 3,1 --normalize",
    "ce 0,1,1 '0.7,0.3;0.2,0.8;0.5,0.5' --ignore 0 --class-weight balanced",
    "bce 1,0,1 0.9,0.2,0.8 --sample-weight 1,2,3 --pos-weight 2",
    "bce '1,0;0,1' '2,1;-1,0.5' --logits --sample-weight 1,2 --temperature 3",
    "bce 1,0 0.9,0 --eps 1e-7 --base 10",
    "smooth 0 2,1,0.1 --logits --alpha 0.2 --class-weight 1,2,3",
    "smooth '1;0' '0.9;0.2' --smoothing others",
    "focal 0 2,1,0.1 --logits --gamma 1.5 --alpha 1,2,3",
    "focal '1;0' '0.9;0.2' --alpha 0.25 --sample-weight 2,1",
    "grad ce 0 2,1,0.1 --logits --temperature 2",
    "grad ce 0 0.7,0.2,0.1 --wrt probs --eps 0.25",
    "grad ce 0,1 '2,1;0,3' --logits --class-weight 1,3",
    "grad bce 1,0 2,-1 --logits --pos-weight 3 --base 2",
    "grad focal '1;0' '0.9;0.2' --alpha 0.25",
    "grad kl 0.5,0.5 2,1 --logits --temperature 4",
    "softmax 2,1,0.1 --temperature 2",
]


def answers(command: list[str]) -> int:
    """How many numbers the answer has."""
    with redirect_stdout(StringIO()) as out:
        assert run([*command, "-q"]) == 0
    return len(out.getvalue().replace(",", " ").split())


@pytest.mark.parametrize("line", LINES)
def test_its_solution_is_the_answer(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Problem] = []
    monkeypatch.setattr(mistakes, "diagnose", lambda _, problem: (seen.append(problem), ())[1])
    command = shlex.split(line)
    wrong = ",".join(["77.7777"] * answers(command))
    assert run([*command, "-q", "--expect", wrong]) == 1
    [problem] = seen
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(solved(problem).answer, problem.answer, rtol=1e-12)
