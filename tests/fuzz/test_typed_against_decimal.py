"""What is typed against the textbook in decimal arithmetic: the nearest double, whatever the problem."""

from decimal import Decimal, localcontext
from random import Random
from typing import NamedTuple

import pytest

from .case import Case, carry_out
from .numerals import log_probs, parts
from .textbook import (
    ARITHMETIC,
    binary,
    binary_gradient,
    brier,
    cross_entropy,
    entropy,
    focal,
    focal_gradient,
    gradient,
    is_nearest,
    jeffreys,
    js,
    kl,
    number,
    sigmoid,
    smoothed,
    softmax,
)

PROBLEMS = 15  # of each kind
DISTRIBUTIONS = (
    "entropy", "kl", "js", "jeffreys", "ce", "smooth", "focal", "brier", "mse", "grad ce", "grad kl", "grad smooth",
    "grad focal",
)  # fmt: skip
OF_TWO = ("kl", "js", "jeffreys")
OF_NO_UNIT = ("brier", "mse")
ELEMENTS = ("0.5", "1/3", "7%", "1e-17", "0.99999999999999994", "0.1234567", "0.9", "0", "1", "1e-300")
Rows = list[list[Decimal]]


class Predicted(NamedTuple):
    """Rows as typed, the option that says what they are, and the probabilities that they mean."""

    text: str
    option: list[str]
    rows: Rows


@pytest.mark.parametrize("loss", DISTRIBUTIONS)
def test_of_distributions(loss: str) -> None:
    for seed in range(PROBLEMS):
        r = Random(f"{loss} {seed}")
        width, rows = r.choice((2, 3, 5)), r.choice((1, 1, 2, 3))
        pred = predicted(r, width, rows, exactly=loss.startswith("grad"))
        truth, y = labels(r, width, rows) if loss.split()[-1] not in OF_TWO else distributions(r, width, rows)
        operands = [pred.text] if loss == "entropy" else [truth, pred.text]
        knobs = {"smooth": ["--alpha", "0.1"], "focal": ["--gamma", "2.5"]}.get(loss.split()[-1], [])
        base, reduction = r.choice(("e", "2", "10")), r.choice(("mean", "sum"))
        argv = [*loss.split(), *operands, *pred.option, *knobs, "--base", base, "--reduction", reduction]
        with localcontext(ARITHMETIC):
            scale = (1 if base == "e" or loss in OF_NO_UNIT else Decimal(base).ln()) * (
                rows if reduction == "mean" else 1
            )
            each = [answer(loss, x, q) for x, q in zip(y, pred.rows, strict=True)]
            sums = (
                each if loss.startswith("grad") else [[sum(column, Decimal(0))] for column in zip(*each, strict=True)]
            )
            agree(argv, [x / scale for row in sums for x in row])


def answer(loss: str, y: list[Decimal], q: list[Decimal]) -> list[Decimal]:
    """The textbook's answer for a row."""
    alpha, gamma = Decimal("0.1"), Decimal("2.5")
    match loss:
        case "entropy":
            return [entropy(q)]
        case "kl":
            return [kl(y, q)]
        case "js":
            return [js(y, q)]
        case "jeffreys":
            return [jeffreys(y, q)]
        case "brier":
            return [brier(y, q)]
        case "mse":
            return [brier(y, q) / len(q)]
        case "ce":
            return [cross_entropy(y, q)]
        case "smooth":
            return [cross_entropy(smoothed(y, alpha, others=False), q)]
        case "focal":
            return [focal(y, q, gamma)]
        case "grad focal":
            return focal_gradient(y, q, gamma)
        case "grad smooth":
            return gradient(smoothed(y, alpha, others=False), q)
    return gradient(y, q)


@pytest.mark.parametrize("option", [[], ["--logits"]], ids=["probs", "logits"])
def test_of_elements(option: list[str]) -> None:
    for seed in range(2 * PROBLEMS):
        r = Random(f"bce {option} {seed}")
        count, weight = r.choice((1, 2, 3, 7)), r.choice(("1", "3", "1/3"))
        texts = scores(r, count) if option else [r.choice(ELEMENTS) for _ in range(count)]
        y = [r.choice(("0", "1", "0.9", "1/3")) for _ in range(count)]
        with localcontext(ARITHMETIC):
            numbers = [number(text) for text in texts]
            q = [sigmoid(x) for x in numbers] if option else numbers
            losses = [binary(number(t), p, number(weight)) for t, p in zip(y, q, strict=True)]
            slopes = [binary_gradient(number(t), p, number(weight)) for t, p in zip(y, q, strict=True)]
            operands = [",".join(y), ",".join(texts), *option, "--pos-weight", weight]
            agree(["bce", *operands], [sum(losses) / Decimal(count)])
            if all(0 < x < 1 for x in q):
                agree(["grad", "bce", *operands], [slope / count for slope in slopes])


def test_of_logits_alone() -> None:
    for seed in range(PROBLEMS):
        r = Random(f"softmax {seed}")
        texts, temperature = scores(r, r.choice((1, 2, 3, 8))), r.choice(("1", "2", "1/3"))
        with localcontext(ARITHMETIC):
            z = [number(text) / number(temperature) for text in texts]
            agree(["softmax", ",".join(texts), "--temperature", temperature], softmax(z))
            agree(["sigmoid", ",".join(texts), "--temperature", temperature], [sigmoid(x) for x in z])


def agree(argv: list[str], want: list[Decimal]) -> None:
    """Demand the nearest double of each number."""
    case = Case((*argv, "-q"))
    ran = carry_out(case)
    assert ran.code == 0, f"{case}\n{ran.err}"
    got = [float(text) for text in ran.out.replace("\n", ",").split(",")[:-1]]
    assert len(got) == len(want), case
    for each, truth in zip(got, want, strict=True):
        assert is_nearest(each, truth), f"{case}\n{each!r} where {truth:.40} is right"


def predicted(r: Random, width: int, rows: int, *, exactly: bool) -> Predicted:
    """Rows of predictions; `exactly` where a sum of 1 but for rounding will not do."""
    kind = r.choice(("", "--logits", "--logits") if exactly else ("", "--logits", "--log-probs"))
    make = {"": shares, "--logits": scores, "--log-probs": log_probs}[kind]
    texts = [make(r, width) for _ in range(rows)]
    with localcontext(ARITHMETIC):
        numbers = [[number(text) for text in row] for row in texts]
        meant = [probabilities(row, kind) for row in numbers]
    return Predicted(";".join(map(",".join, texts)), [kind] if kind else [], meant)


def probabilities(numbers: list[Decimal], kind: str) -> list[Decimal]:
    """What the numbers of a row mean."""
    match kind:
        case "--logits":
            return softmax(numbers)
        case "--log-probs":
            return [x.exp() for x in numbers]
    return numbers


def labels(r: Random, width: int, rows: int) -> tuple[str, Rows]:
    """A label for each row, typed, and as one-hots."""
    drawn = [r.randrange(width) for _ in range(rows)]
    one_hots = [[Decimal(k == label) for k in range(width)] for label in drawn]
    return ";".join(map(str, drawn)), one_hots


def distributions(r: Random, width: int, rows: int) -> tuple[str, Rows]:
    """A distribution for each row."""
    texts = [shares(r, width) for _ in range(rows)]
    with localcontext(ARITHMETIC):
        return ";".join(map(",".join, texts)), [[number(text) for text in row] for row in texts]


def shares(r: Random, width: int) -> list[str]:
    """Numbers above 0 that sum to 1 exactly."""
    if r.random() < 0.5:
        drawn = [part + 1 for part in parts(r, width)]
        return [f"{part}/{sum(drawn)}" for part in drawn]
    small = r.choice(("0.1", "1e-3", "1e-9", "1e-17", "0.123456789", "3e-16"))
    return [*[small] * (width - 1), str(1 - Decimal(small) * (width - 1))]


def scores(r: Random, width: int) -> list[str]:
    """Numbers near each other, or far apart."""
    spread = r.choice((1e-9, 1.0, 5.0, 40.0, 250.0))
    return [repr(r.uniform(-spread, spread)) for _ in range(width)]
