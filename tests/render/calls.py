"""A call of everything that is shown as steps, a report or marks: each measure's own examples, gradients, batches."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from xent_cli.core.kinds import InputKind
from xent_cli.help import examples
from xent_cli.measures.catalogue import MEASURES
from xent_cli.measures.loss import Loss

COMPARED = Path(__file__).parents[2] / "examples" / "compare"
ROW, ROWS = "0.7,0.2,0.1", "0.7,0.2,0.1; 0.1,0.1,0.8"
PRED, PREDS = "0.5,0.3,0.2", "0.5,0.3,0.2; 0.2,0.2,0.6"
TRUTHS = {InputKind.ONE_HOT: ("1,0,0", "1,0,0; 0,0,1"), InputKind.WHOLE: ("3,1,0", "3,1,0; 0,0,2")}
# What the examples ask for instead of the format that is looked at.
OTHER_FORMATS = {"--json", "-q"}


def calls() -> Iterator[tuple[str, ...]]:
    """Command lines without their format."""
    for name, listed in MEASURES.items():
        measure = listed.load()
        for line in examples(measure.__doc__ or ""):
            if "|" not in line:
                yield tuple(word for word in shlex.split(line)[1:] if word not in OTHER_FORMATS)
        if issubclass(measure, Loss):
            row, rows = TRUTHS.get(measure.truth, (ROW, ROWS))
            spread = ("--sd", "2") if "sd" in measure.knobs else ()
            yield name, row, PRED, "--base", "3", *spread
            yield name, rows, PREDS, "--reduction", "none", *spread
            yield name, rows, PREDS, "--sample-weight", "1,2", *spread
            yield "grad", name, row, PRED, *spread
            if InputKind.LOGITS in measure.kinds:
                yield "grad", name, row, "2,1,-0.1", "--logits", "--temperature", "2", "--verify"
            yield "grad", name, row, PRED, "--wrt", "probs", "--base", "2", *spread
            yield "grad", name, rows, PREDS, *spread
    yield "calibration", "1;1;1;0", "0.9;0.8;0.8;0.7"
    yield "calibration", "0,1,1", "2,1,-1;1,3,0;0,-1,2", "--logits", "--classwise", "--equal-mass", "--bins", "3"
    tables = (str(COMPARED / "logistic.csv"), str(COMPARED / "trees.csv"), "--target", "label")
    yield "compare", *tables, "--worst", "3"
    yield "compare", *tables, "--on", "id", "--measure", "brier"
    yield "losses", "0", "2,1,-0.1", "--logits", "--sweep"
    yield "ppl", "0.5,0.25; 0.125,0.5,0.5"
    yield "kl", "N([0,1], sd=1)", "N(1, var=[2,3])", "--base", "2"
    yield "hinge", "0", PRED, "--form", "crammer-singer", "--squared"
    yield "grad", "hinge", "0", PRED, "--form", "crammer-singer", "--squared"
    yield "ce", "0", "0,0.5,0.5"
    yield "ce", "0,2", PREDS, "--class-weight", "1,2,3", "--classes", "a,b,c"
    moving = ("--rate", "0.1", "--optimizer", "adam", "--l1", "0.1", "--l2", "0.2", "--decay", "0.1")
    yield "step", "--weights", "0.2,-0.3; -0.5,0.7", "--bias", "0,0", "--inputs", "1,2; 2,1", "--target", "1,0", *moving
    yield "step", "--weights", "0.5,-0.25", "--inputs", "1,2", "--target", "1", "--rate", "0.5", "--updates", "3"
    yield "step", "--weights", "5", "--gradient", "4", "--rate", "0.1", "--optimizer", "nesterov", "--updates", "30"
    yield "softmax", ",".join(str(k % 7) for k in range(1000))


CALLS = list(dict.fromkeys(calls()))
