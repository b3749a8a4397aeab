"""What is diagnosed in many problems at once is what would be diagnosed in each by itself."""

import math
from collections.abc import Callable
from random import Random

import pytest

from xent_cli.app import outcome_of
from xent_cli.measures.problem import Problem
from xent_cli.verify.claim import Claims, read_claims
from xent_cli.verify.mistakes import diagnose, known, may_be_a_step, put_together
from xent_cli.verify.mistakes.together import ROWS

ROWS_OF_3 = 5
COMMANDS = [
    *("ce {y} {q}", "ce {y} {q} --base 2", "ce {y} {q} --eps 0.01", "ce {p} {q}", "ce {p} {z} --logits --base 10"),
    *("ce {y} {z} --logits", "ce {y} {z} --logits --temperature 2", "ce {y} {c} --normalize"),
    *("kl {p} {q}", "kl {p} {z} --logits --base 2", "js {p} {q}", "js {p} {z} --logits --base 2", "jeffreys {p} {q}"),
    *("entropy {q}", "entropy {z} --logits --base 2", "entropy {c} --counts", "entropy {f}", "ce {y} {f}"),
    *("brier {y} {q}", "brier {y} {z} --logits", "hinge {y} {z}", "hinge {y} {z} --squared"),
    *("smooth {y} {q} --smoothing others", "smooth {y} {z} --logits --alpha 0.2"),
    *("focal {y} {q}", "focal {y} {z} --logits --gamma 1.5"),
]


def shares(random: Random) -> list[float]:
    """Three probabilities, one of which may be all or nearly all."""
    if random.random() < 0.3:
        most = random.choice([1.0, 1 - 1e-9])
        return random.sample([most, 1 - most, 0.0], 3)
    low, high = sorted(random.sample(range(1, 100), 2))
    return [low / 100, (high - low) / 100, (100 - high) / 100]


def logits(random: Random) -> list[float]:
    """Three logits, now and then such as no e^z is made of."""
    size = random.choice([1, 4, 4, 30, 1000])
    return [round(random.uniform(-size, size), 2) for _ in range(3)]


def drawn(command: str, random: Random) -> Problem:
    counts = [random.randint(1, 9) for _ in range(3)]
    numbers = {
        "y": str(random.randrange(3)),
        "p": ",".join(map(repr, shares(random))),
        "q": ",".join(map(repr, shares(random))),
        "z": ",".join(map(repr, logits(random))),
        "c": ",".join(map(str, counts)),
        "f": ",".join(f"{count}/{sum(counts)}" for count in counts),
    }
    problem: Problem = outcome_of(command.format_map(numbers).split()).problem
    return problem


def claimed(problem: Problem, random: Random) -> list[Claims]:
    """The number that each known mistake leads to, that to another base, and some that none leads to."""
    numbers = [one.values[0] for one in known(problem)]
    numbers += [x * factor for x in numbers[::3] for factor in (-1, 1 / math.log(2), 1 / math.log(10))]
    numbers += [random.uniform(0, 3) for _ in range(5)]
    return [read_claims(f"{x:.4f}") for x in numbers]


@pytest.mark.parametrize("command", COMMANDS)
def test_diagnosed_together_as_alone(command: str) -> None:
    random = Random(command)
    problems = [drawn(command, random) for _ in range(ROWS_OF_3)]
    claims = [claimed(problem, random) for problem in problems]

    def each(ask: Callable[[Claims, Problem], object]) -> list[object]:
        return [ask(claim, problem) for problem, of in zip(problems, claims, strict=True) for claim in of]

    alone, near = each(diagnose), each(may_be_a_step)
    assert any(alone)
    put_together(problems)
    assert all(problem in ROWS for problem in problems)
    assert list(map(repr, each(diagnose))) == list(map(repr, alone))  # nan too
    assert each(may_be_a_step) == near


def test_what_is_not_alike_is_not_put_together() -> None:
    random = Random(1)
    problems = [drawn(command, random) for command in COMMANDS]
    put_together(problems)
    assert not any(problem in ROWS for problem in problems)
