"""The same table in every format: the same last bit, and close to what NumPy makes of it in a line."""

import math
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

import numpy as np
import pytest

from .case import Case, carry_out
from .encodings import binary, compressed, delimited, npy, text_of

TABLES = 3  # of each kind
ENDINGS = ("csv", "tsv", "csv.gz", "csv.zst", "csv.bz2", "jsonl", "jsonl.gz", "parquet", "arrow", "feather")
Array = np.ndarray[Any, Any]


class Loss(NamedTuple):
    """A command, the loss of each row in plain NumPy, and what its truth is."""

    command: str
    of_rows: Callable[[Array, Array], Array]
    truth: str


class Frame(NamedTuple):
    """A table, and the arrays that it was made of."""

    names: list[str]
    rows: list[list[Any]]
    truth: Array
    pred: Array
    weights: Array


def soft(p: Array, q: Array) -> Array:
    return np.asarray(-(p * np.log(q)).sum(axis=1))


def labelled(y: Array, q: Array) -> Array:
    return np.asarray(-np.log(q[np.arange(len(q)), y]))


LOSSES = (
    Loss("entropy", lambda _, q: soft(q, q), "none"),
    Loss("ce", labelled, "labels"),
    Loss("ce", soft, "distributions"),
    Loss("kl", lambda p, q: soft(p, q) - soft(p, p), "distributions"),
    Loss("js", lambda p, q: soft(p / 2 + q / 2, p / 2 + q / 2) - soft(p, p) / 2 - soft(q, q) / 2, "distributions"),
    Loss("brier", lambda y, q: ((q - np.eye(q.shape[1])[y]) ** 2).sum(axis=1), "labels"),
    Loss("smooth", lambda y, q: soft(0.9 * np.eye(q.shape[1])[y] + 0.1 / q.shape[1], q), "labels"),
    Loss("bce", lambda y, q: -np.log(np.where(y, q, 1 - q))[:, 0], "elements"),
    Loss("focal", lambda y, q: (1 - np.exp(-labelled(y, q))) ** 2 * labelled(y, q), "labels"),
)


@pytest.mark.parametrize("option", [[], ["--logits"]], ids=["probs", "logits"])
@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: f"{loss.command}-{loss.truth}")
def test_formats_agree(loss: Loss, option: list[str]) -> None:
    for seed in range(TABLES):
        r = Random(f"{loss.command} {loss.truth} {option} {seed}")
        frame = framed(
            r,
            loss.truth,
            r.choice((2, 7, 100, 700)),
            1 if loss.truth == "elements" else r.choice((2, 3, 5, 12)),
            logits=bool(option),
        )
        how = r.choice(([], ["--reduction", "sum"], ["--reduction", "none"], ["--sample-weight", "w"]))
        target = [] if loss.truth == "none" else ["-t", "y*"]
        argv = (loss.command, *option, *target, "-p", "p*", *how, "-q")
        answers = {carry_out(case)[:3]: case for case in cases(frame, argv)}
        assert len(answers) == 1, "\n".join(f"{case.argv}: {answer}" for answer, case in answers.items())
        ((code, out, err),) = answers
        assert (code, err) == (0, ""), f"{argv}: {err}"
        got = [float(line) for line in out.split()]
        want = reduced(
            how, loss.of_rows(frame.truth, probabilities(frame.pred) if option else frame.pred), frame.weights
        )
        np.testing.assert_allclose(got, want, rtol=1e-12, atol=1e-14, err_msg=str(argv))


def cases(frame: Frame, argv: tuple[str, ...]) -> Iterator[Case]:
    """The call on the table in every format, piped in, and cut into two files."""
    for ending in ENDINGS:
        plain = ending.partition(".")[0]
        write = binary if ending in ("parquet", "arrow", "feather") else text_of
        data = compressed(write(frame.names, frame.rows, plain), ending)
        yield Case((*argv, f"x.{ending}"), {f"x.{ending}": data})
    yield Case((*argv, "-"), {}, text_of(frame.names, frame.rows, "csv"))
    halves = {f"{n}.csv": delimited([frame.names, *frame.rows[n::2]], ",") for n in (0, 1)}
    if "none" not in argv:
        yield Case((*argv, *halves), halves)
    if (frame.truth.ndim == 1 or not frame.truth.size) and "w" not in argv:
        arrays = {"y.npy": frame.truth, "p.npy": frame.pred}
        target = ("-t", "y.npy") if "-t" in argv else ()
        words = (word for word in argv if word not in ("-t", "y*", "-p", "p*"))
        yield Case((*words, *target, "p.npy"), {name: npy(array) for name, array in arrays.items()})


def framed(r: Random, truth: str, rows: int, width: int, *, logits: bool) -> Frame:
    """A table of such a truth, predictions and weights."""
    g = np.random.default_rng(r.randrange(2**32))
    pred = g.normal(0, r.choice((0.1, 3)), (rows, width))
    pred = pred if logits else probabilities(pred)
    draw: dict[str, Callable[[], Array]] = {
        "none": lambda: np.empty((rows, 0)),
        "labels": lambda: g.integers(0, width, rows),
        "elements": lambda: g.integers(0, 2, (rows, 1)),
        "distributions": lambda: probabilities(g.normal(0, 2, (rows, width))),
    }
    y = draw[truth]()
    weights = g.choice((0.5, 1.0, 2.0), rows)
    columns = ["y"] if truth == "labels" else [f"y{k}" for k in range(y.shape[1])]
    shown = (y.reshape(rows, len(columns)), pred, weights[:, None])
    table = [[cell for part in parts for cell in part.tolist()] for parts in zip(*shown, strict=True)]
    return Frame([*columns, *(f"p{k}" for k in range(width)), "w"], table, y, pred, weights)


def probabilities(z: Array) -> Array:
    """The softmax of each row; of one column the sigmoid."""
    if z.shape[1] == 1:
        return np.asarray(1 / (1 + np.exp(-z)))
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def reduced(how: list[str], losses: Array, weights: Array) -> list[float]:
    """The losses by themselves, added up or averaged."""
    match how:
        case ["--reduction", "none"]:
            return list(map(float, losses))
        case ["--reduction", _]:
            return [math.fsum(losses)]
        case ["--sample-weight", _]:
            return [math.fsum(losses * weights) / math.fsum(weights)]
    return [math.fsum(losses) / len(losses)]
