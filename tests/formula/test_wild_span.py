"""Inputs of wild span are certified like at the precision that holds all their digits, and in time."""

import random
import time
from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
import pytest

from xent_cli.app import run
from xent_cli.exact import certify, predictions
from xent_cli.exact.arithmetic import Vector
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import Focal
from xent_cli.measures.kl import Divergence

from .truth import gradient, value

Make = Callable[[Vector], predictions.Prediction]
MEASURES: dict[str, Callable[[Vector, predictions.Prediction], Sequence[Decimal]]] = {
    "kl": lambda p, q: (value(Divergence(), p, q),),
    "ce": lambda p, q: (value(CrossEntropy(), p, q),),
    "focal": lambda p, q: (value(Focal(), p, q),),
    "gradient": lambda p, q: gradient(CrossEntropy(), p, q),
}


def wild(draw: random.Random) -> Decimal:
    """A number of any size."""
    exponent = draw.choice([draw.randint(-300, 8), draw.randint(-3, 2)])
    return Decimal(draw.uniform(-9, 9)).scaleb(exponent)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_digits_do_not_depend_on_the_precision(measure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    draw, problems = random.Random(measure), []
    for _ in range(40):
        p = [Decimal(draw.random()) for _ in range(4)]
        values = [wild(draw) for _ in p]
        problems.append(([x / sum(p) for x in p], values, predictions.Logits))
        if measure != "gradient":
            problems.append((p, [-abs(x) for x in values], predictions.LogProbs))
            problems.append((p, [abs(x) / (1 + abs(x)) for x in values], predictions.Probs))

    def digits() -> list[list[Decimal]]:
        compute = MEASURES[measure]
        return [
            [c.digits for c in certify.certify_each(lambda p, v, make=make: compute(p, make(v)), p, values)]
            for p, values, make in problems
        ]

    quick = digits()
    monkeypatch.setattr(certify, "_alike", lambda certified, inputs: False)
    assert quick == digits()


def test_what_is_lost_beside_other_numbers_is_found() -> None:
    one, least = [Decimal(1), Decimal("1e-250")], Decimal("1e-250")
    results = certify.certify_each(lambda x: (x[0] + x[1] - x[0], x[0]), one)
    assert [result.digits for result in results] == [least, 1]


def test_fifty_rows_of_a_hundred_log_probabilities(capsys: pytest.CaptureFixture[str]) -> None:
    draw = np.random.default_rng(0)
    p, q = draw.dirichlet(np.ones(100), 50), -(10.0 ** draw.uniform(2, 4, (50, 100)))
    q[range(50), draw.integers(0, 100, 50)] = -(10.0 ** draw.uniform(-300, -20, 50))
    typed = [";".join(",".join(map(repr, row)) for row in rows.tolist()) for rows in (p, q)]
    started = time.process_time()
    assert run(["kl", *typed, "--log-probs", "--json", "--no-steps"]) == 0
    assert time.process_time() - started < 3
    assert '"certified": true' in capsys.readouterr().out
