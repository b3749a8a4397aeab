"""What a model predicts for rows, in a table that `xent ce` reads: the labels, and a column for each class."""

from collections.abc import Iterator

import numpy as np

from xent_cli.core.errors import InputError
from xent_cli.learning.model import Model
from xent_cli.learning.spool import CELLS, Spool
from xent_cli.outputs.table import written


def write(path: str, model: Model, rows: Spool) -> None:
    """Write the file, as its ending says: CSV or Parquet."""
    prefix = "p_"
    while model.target in (names := [f"{prefix}{name}" for name in model.classes]):
        prefix = f"p{prefix}"
    if not rows.rows:
        raise InputError("there is no row to predict", path, "hold back a larger share with --validation")
    with written(path, model.target, names) as take:
        for piece in pieces(rows, len(model.classes)):
            labels = [model.classes[k] for k in rows.labels(piece).tolist()]
            take(labels, model.probabilities(rows.features(piece)))


def pieces(rows: Spool, classes: int) -> Iterator["np.ndarray[tuple[int, int], np.dtype[np.float64]]"]:
    """All rows in their order, as many at a time as there is room for their predictions."""
    most = max(1, CELLS // classes)
    for piece in rows.pieces():
        for start in range(0, len(piece), most):
            yield piece[start : start + most]
