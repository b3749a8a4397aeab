"""The problem that was answered, as the catalogue of mistakes sees it."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.kinds import InputKind
from xent_cli.core.log_base import LogBase
from xent_cli.core.predictions import Prediction

# A number, or a vector; rows of vectors are laid end to end.
Answer: TypeAlias = float | tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Problem:
    """A typed problem and its right answer.

    `values` are the predicted numbers as typed (N, K), of `kind`; `pred` is what they mean. `target` is the truth
    (N, K), a label as its one-hot; `labels` (N,) where the truth is labels. For bce and the binary focal loss the
    rows are samples and every element has its own loss. `unclamped` is `pred` before its probabilities were clamped,
    None where they were not. `names` are those of the classes, where they have some. `ignored` is how many rows more
    were left out. `loss` is the command itself, or what `grad` is taken of.
    """

    command: str
    loss: str
    values: NDArray[np.float64]
    kind: InputKind
    pred: Prediction
    target: NDArray[np.float64] | None
    labels: NDArray[np.int64] | None
    log: LogBase
    reduction: str
    answer: Answer
    class_weight: NDArray[np.float64] | None = None
    sample_weight: NDArray[np.float64] | None = None
    pos_weight: float = 1.0
    temperature: float = 1.0
    unclamped: Prediction | None = None
    ignored: int = 0
    names: tuple[str, ...] = ()
    alpha: Any = None
    gamma: float = 2.0
    smoothing: str = "uniform"
    wrt: str = "logits"
    elementwise: bool = False

    def but(self, **changes: Any) -> "Problem":
        """The problem with some things changed: `dataclasses.replace` at a tenth of its cost."""
        other = object.__new__(Problem)
        vars(other).update(vars(self), **changes)
        return other
