"""A call of everything that is shown as steps, a report or marks: each measure's own examples, gradients, batches."""

import shlex
from collections.abc import Iterator

from xent_cli.help import examples
from xent_cli.measures.catalogue import MEASURES
from xent_cli.measures.loss import Loss

ROW, ROWS = "0.7,0.2,0.1", "0.7,0.2,0.1; 0.1,0.1,0.8"
PRED, PREDS = "0.5,0.3,0.2", "0.5,0.3,0.2; 0.2,0.2,0.6"
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
            yield name, ROW, PRED, "--base", "3"
            yield name, ROWS, PREDS, "--reduction", "none"
            yield name, ROWS, PREDS, "--sample-weight", "1,2"
            yield "grad", name, ROW, PRED
            yield "grad", name, ROW, "2,1,-0.1", "--logits", "--temperature", "2", "--verify"
            yield "grad", name, ROW, PRED, "--wrt", "probs", "--base", "2"
            yield "grad", name, ROWS, PREDS
    yield "ce", "0", "0,0.5,0.5"
    yield "ce", "0,2", PREDS, "--class-weight", "1,2,3", "--classes", "a,b,c"
    yield "softmax", ",".join(str(k % 7) for k in range(1000))


CALLS = list(dict.fromkeys(calls()))
