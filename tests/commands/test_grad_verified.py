"""--verify agrees with right answers, whatever rounding made the probabilities sum to."""

from collections.abc import Callable

import numpy as np
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
NEAR_1 = [
    ["0", "0,-50", "--log-probs"],
    ["0", "1.0,4.248354255291589e-18"],
    ["1", "1.0,4.248354255291589e-18"],
    ["0", "1.0,0,1e-17"],
    ["0", "0.9999999999999999,1.2e-16,0"],
    ["0", "1/3,1/3,0.33333333333333331"],
]


@pytest.mark.parametrize("operands", NEAR_1)
@pytest.mark.parametrize("loss", [["ce"], ["ce", "--class-weight", "1000,1"], ["focal"], ["smooth"]])
def test_sums_near_1(xent: Xent, loss: list[str], operands: list[str]) -> None:
    if "--class-weight" in loss and operands[1].count(",") > 1:
        loss = [*loss[:-1], "1000,1,1"]
    answer = xent("grad", *loss[:1], *operands, *loss[1:], "--verify", "--json")
    infinite = loss == ["smooth"] and {"0"} & set(operands[1].split(",")[1:]) != set()
    assert (answer.code, answer.json["verified"]) == (0, None if infinite else True)


@pytest.mark.parametrize("gamma", ["0", "0.5", "1", "2", "5"])
def test_probabilities_as_a_program_prints_them(xent: Xent, gamma: str) -> None:
    rng = np.random.default_rng(3)
    for spread in (0.1, 1.0, 10.0, 40.0):
        z = rng.normal(size=4) * spread
        e = np.exp(z - z.max())
        q = ",".join(map(repr, (e / e.sum()).tolist()))
        answer = xent("grad", "focal", "2", q, "--gamma", gamma, "--verify", "--json")
        assert (answer.code, answer.json["verified"]) == (0, True), q


def test_an_answer_that_is_wrong_is_still_said_to_be(xent: Xent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xent_cli.typed.answer.certify", lambda problem, mine: None)
    monkeypatch.setattr("xent_cli.core.gradients.by_logits", lambda pull, pred: pred.probs * 0.5)
    answer = xent("grad", "ce", "0", "0.6,0.40000000000000001", "--verify", "--json")
    assert (answer.code, answer.json["verified"]) == (1, False)
