"""Nobody is accused without cause: right answers, and random numbers, of every command."""

import json
import math
import shlex
from collections import Counter
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest

from xent_cli.app import COMMANDS, run


def _typed(numbers: list[float]) -> str:
    return ",".join(f"{x:g}" for x in numbers)


def _share(random: Random, k: int) -> list[float]:
    """K probabilities of three decimals that sum to 1."""
    cuts = sorted(random.sample(range(1, 1000), k - 1))
    return [(high - low) / 1000 for low, high in zip([0, *cuts], [*cuts, 1000], strict=True)]


def _lines(random: Random) -> list[str]:
    """A line of each kind, with random numbers."""
    k = random.randint(3, 5)
    p, q = (_typed(_share(random, k)) for _ in range(2))
    z, other = (_typed([round(random.uniform(-4, 4), 2) for _ in range(k)]) for _ in range(2))
    y, w = random.randrange(k), random.randrange(k)
    bits = ",".join(random.choice("01") for _ in range(k))
    odds = _typed(chances := [round(random.uniform(0.02, 0.98), 2) for _ in range(k)])
    counts = _typed([random.randint(0, 9) for _ in range(k - 1)] + [random.randint(1, 9)])
    # With a random source of its own, so that the others stay what they are.
    own = Random(p)
    joint = ";".join(_typed([own.randint(1, 30) for _ in range(3)]) for _ in range(k))
    losses = [
        *(f"ce {y} {q}", f"ce {y} {z} --logits", f"ce {p} {q} --base 2", f"ce {p} {z} --logits"),
        f"ce {y},{w} '{z};{other}' --logits",
        f"ce {y},{w} '{p};{q}' --reduction sum",
        *(f"kl {p} {q}", f"kl {p} {z} --logits --base 10", f"entropy {p}", f"entropy {z} --logits --base 2"),
        *(f"js {p} {q}", f"js {p} {z} --logits --base 2", f"js {p} {q} --distance", f"js {p} {q} --weights 3/4,1/4"),
        *(f"brier {y} {q}", f"brier {y} {z} --logits", f"brier 1 {chances[0]}", f"mse {p} {q}", f"mse {z} {other}"),
        *(f"jeffreys {p} {q}", f"jeffreys {p} {z} --logits --base 10"),
        *(f"brier {y} {q}", f"brier {y} {z} --logits"),
        *(f"mse {p} {q}", f"mse {z} {other}", f"mse {chances[0]} {chances[1]}"),
        *(f"hinge {y} {z}", f"hinge {y} {z} --squared", f"hinge {y} {other} --form crammer-singer"),
        f"hinge '{bits.replace(',', ';')}' '{z.replace(',', ';')}' --margin 2",
        *(f"gaussian {z} {other} --sd {chances[0]}", f"gaussian {z} {other} --variance {odds} --base 2"),
        *(f"multinomial {counts} {q}", f"multinomial {counts} {z} --logits --base 10"),
        *(f"kl 'N({chances[2]}, sd={chances[0]})' 'N(1, var={chances[1]})'", f"entropy 'N(0, sd={chances[0]})'"),
        *(f"bce {bits} {odds}", f"bce {bits} {z} --logits", f"bce {bits} {odds} --pos-weight 3"),
        *(f"smooth {y} {q}", f"smooth {y} {z} --logits --alpha 0.2", f"smooth 1 {chances[0]} --smoothing others"),
        *(f"ppl {odds}", f"gain '{joint}'", f"mi '{joint}' --counts", f"huffman {p}"),
        *(f"focal {y} {q}", f"focal {y} {z} --logits --gamma 1.5", f"focal 1 {chances[0]} --alpha 0.25"),
    ]
    vectors = [
        *(f"grad {loss} {y} {z} --logits" for loss in ("ce", "smooth", "focal", "brier", "mse")),
        *(f"grad hinge {y} {z}", f"grad hinge {y} {z} --squared", f"grad mse {z} {other}"),
        *(f"grad gaussian {z} {other} --sd {odds}", f"grad multinomial {counts} {z} --logits"),
        *(f"grad {divergence} {p} {z} --logits" for divergence in ("kl", "js", "jeffreys")),
        *(f"grad brier {y} {z} --logits", f"grad mse {z} {other}"),
        *(f"grad bce {bits} {z} --logits", f"grad ce {y} {q} --wrt probs"),
        f"step --weights '{z};{other}' --bias 0,0.1 --inputs '{q};{p}' --target {y % 2},{w % 2} --rate 0.1 --l2 0.1",
        *(f"step --weights {chances[0]} --gradient {chances[1]} --rate 0.1 --optimizer {by}" for by in ("gd", "adam")),
        *(f"smooth {y} --classes {k}", f"softmax {z}", f"sigmoid {z}"),
    ]
    return losses + vectors


@cache
def answers() -> dict[str, list[float]]:
    """Random calls of every command, and their answers."""
    random = Random(5)
    return {line: _answer(line) for _ in range(10) for line in _lines(random)}


def _answer(line: str) -> list[float]:
    with redirect_stdout(StringIO()) as out:
        assert run([*shlex.split(line), "-q"]) == 0
    return [float(number) for number in out.getvalue().replace(",", " ").split()]


def marks(claims: list[tuple[str, str]], folder: Path) -> list[dict[str, Any]]:
    """What is said of claims on the answers of commands."""
    sheet = folder / "sheet"
    sheet.write_text("".join(f"{command} = {claim}\n" for command, claim in claims), encoding="utf-8")
    with redirect_stdout(StringIO()) as out:
        run(["check", str(sheet), "--json"])
    lines: list[dict[str, Any]] = json.loads(out.getvalue())["lines"]
    return lines


# Those that have no number to claim for a typed line.
UNTRIED = {
    "calibration",
    "check",
    "compare",
    "export",
    "losses",
    "make",
    "merge",
    "part",
    "train",
}


def test_all_commands_are_tried() -> None:
    assert {line.split()[0] for line in answers()} == set(COMMANDS) - UNTRIED


@pytest.mark.parametrize("digits", [2, 4, 12])
def test_a_right_answer_is_never_diagnosed(tmp_path: Path, digits: int) -> None:
    claims = [(line, ",".join(f"{x:.{digits}f}" for x in answer)) for line, answer in answers().items()]
    for mark in marks(claims, tmp_path):
        assert (mark["status"], mark["diagnosis"]) == ("correct", []), mark


def test_random_wrong_numbers_are_hardly_ever_diagnosed(tmp_path: Path) -> None:
    """Numbers of four digits, up to twice the answer."""
    random = Random(7)
    claims = []
    for line, (answer, *rest) in answers().items():
        if not rest and answer:
            size = 2 * answer
            decimals = max(0, 3 - math.floor(math.log10(abs(size))))
            claims += [(line, f"{random.uniform(0, size):.{decimals}f}") for _ in range(5)]
    wrong = [mark for mark in marks(claims, tmp_path) if not mark["accepted"]]
    accused = Counter(mark["command"].split()[0] for mark in wrong if mark["diagnosis"])
    tried = Counter(mark["command"].split()[0] for mark in wrong)
    assert accused.total() < 0.05 * tried.total()
    assert all(accused[command] < 0.08 * tried[command] for command in tried), (accused, tried)


@pytest.mark.parametrize(("digits", "fewer_than"), [(3, 30), (4, 15)])
def test_of_300_random_claims_few_are_diagnosed(tmp_path: Path, digits: int, fewer_than: int) -> None:
    random = Random(17)
    numbers = {line: answer for line, (answer, *rest) in answers().items() if answer and not rest}
    claims = []
    for line in random.choices(list(numbers), k=300):
        size = 2 * abs(numbers[line])
        decimals = max(0, digits - 1 - math.floor(math.log10(size)))
        claims.append((line, f"{random.uniform(0, size):.{decimals}f}"))
    assert sum(bool(mark["diagnosis"]) for mark in marks(claims, tmp_path)) < fewer_than


def test_random_wrong_vectors_are_never_diagnosed(tmp_path: Path) -> None:
    random = Random(7)
    claims = [
        (line, ",".join(f"{random.uniform(-1, 1):.4f}" for _ in answer))
        for line, answer in answers().items()
        if len(answer) > 1
    ]
    assert not [mark for mark in marks(claims, tmp_path) if mark["diagnosis"]]
