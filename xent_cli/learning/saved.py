"""A descent as a small JSON file, from which it goes on to the same bit: numbers are written so that they come back."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array
from xent_cli.inputs.stream import refused
from xent_cli.learning.model import Model, Standard
from xent_cli.learning.sampling import Sampling
from xent_cli.learning.training import BatchSums, Epoch, Stand
from xent_cli.outputs.files import write_whole

FORMAT, VERSION = "xent model", 1
AGAIN = "give a file that --save wrote"


class Saved(NamedTuple):
    """What a file holds: where the descent stands, and how it went, as its options say."""

    stand: Stand
    options: Mapping[str, Mapping[str, Any]]  # by group: those that were given
    batch: int
    seed: int
    rows: int
    class_rows: tuple[int, ...]
    class_weights: tuple[float, ...]
    sampling: Sampling | None


def save(path: str, saved: Saved) -> None:
    """Write the file; it is whole, or it is what it was before."""
    text = json.dumps(as_json(saved), allow_nan=False, ensure_ascii=False)
    write_whole(path, text + "\n")


def as_json(saved: Saved) -> dict[str, Any]:
    """The object."""
    stand, sampling = saved.stand, saved.sampling
    model, standard, sums = stand.model, stand.model.standard, stand.sums
    return {
        "format": FORMAT,
        "version": VERSION,
        "target": model.target,
        "features": model.features,
        "classes": model.classes,
        "weights": model.weights.tolist(),
        "bias": None if model.bias is None else model.bias.tolist(),
        "standardize": standard and {"mean": standard.mean.tolist(), "deviation": standard.deviation.tolist()},
        "options": saved.options,
        "batch": saved.batch,
        "seed": saved.seed,
        "rows": saved.rows,
        "class_rows": saved.class_rows,
        "class_weights": saved.class_weights,
        "sampling": sampling and {"negative": sampling.negative, "count": sampling.count},
        "updates": stand.updates,
        "epoch": stand.epoch,
        "batches_done": stand.batch,
        "kept": {letter: values.tolist() for letter, values in stand.kept.items()},
        "kept_of_bias": {letter: values.tolist() for letter, values in stand.kept_of_bias.items()},
        "so_far": None if sums is None else sums_as_json(sums),
        "epochs": [{name: x for name, x in epoch._asdict().items() if x == x} for epoch in stand.epochs],
    }


def sums_as_json(sums: BatchSums) -> dict[str, Any]:
    """What the batches of an unfinished epoch added up to."""
    found = {**sums._asdict(), "by_weights": sums.by_weights.tolist(), "by_bias": sums.by_bias.tolist()}
    return {name: x for name, x in found.items() if x == x}


def load(path: str) -> Saved:
    """Read the file, and check all that it says."""
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    except OSError as error:
        raise refused(path, error) from None
    except (ValueError, RecursionError):
        raise InputError("is no model: it is not JSON", path, AGAIN) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise InputError("is no model of xent train", path, AGAIN)
    if found.get("version") != VERSION:
        what = f"is a model of version {found.get('version')}, and this xent knows version {VERSION}"
        raise InputError(what, path, "train it again, or use the xent that wrote it")
    try:
        return of_json(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(f"is a damaged model ({what})", path, AGAIN) from None


def of_json(found: Mapping[str, Any]) -> Saved:
    """The object, read; ValueError, KeyError or TypeError where it is none."""
    features, classes = texts(found["features"]), texts(found["classes"])
    rows = 1 if len(classes) == 2 else len(classes)
    shape = rows, len(features)
    if len(classes) < 2 or not features:
        raise ValueError("it has no features, or fewer than two classes")
    class_rows = tuple(whole(count) for count in found["class_rows"])
    drawn = found["sampling"]
    sampling = drawn and Sampling.of(bool(drawn["negative"]), whole(drawn["count"]), np.array(class_rows, np.int64))
    bias = found["bias"]
    model = Model(
        features,
        text(found["target"]),
        classes,
        array(found["weights"], shape),
        None if bias is None else array(bias, (rows,)),
        found["standardize"] and standard_of(found["standardize"], len(features)),
        sampling.log_q if sampling is not None and sampling.negative else None,
    )
    kept = {text(letter): array(values, shape) for letter, values in found["kept"].items()}
    of_bias = {text(letter): array(values, (rows,)) for letter, values in found["kept_of_bias"].items()}
    epochs = tuple(Epoch(whole(each.pop("epoch")), **epoch_of(each)) for each in map(dict, found["epochs"]))
    updates, epoch, batch = (whole(found[name]) for name in ("updates", "epoch", "batches_done"))
    sums = found["so_far"] and sums_of(found["so_far"], shape if sampling is None else None)
    stand = Stand(model, kept, of_bias, updates, epoch, batch, sums, epochs)
    options = {group: dict(found["options"][group]) for group in ("aim", "moves")}
    weights = tuple(number(weight) for weight in found["class_weights"])
    if not len(weights) == len(class_rows) == len(classes):
        raise ValueError("its classes are not as many as their weights")
    size, seed = whole(found["batch"]), whole(found["seed"])
    return Saved(stand, options, size, seed, whole(found["rows"]), class_rows, weights, sampling)


def epoch_of(found: Mapping[str, Any]) -> dict[str, float]:
    """The numbers of an epoch; those that are not there were not known."""
    known = {name: number(found[name]) for name in found}
    return {"accuracy": math.nan, "gradient_norm": math.nan, **known}


def sums_of(found: Mapping[str, Any], shape: tuple[int, int] | None) -> BatchSums:
    """What an unfinished epoch added up to; of drawn classes there are no slopes."""
    by_weights = np.zeros(0) if shape is None else array(found["by_weights"], shape)
    by_bias = np.zeros(0) if shape is None else array(found["by_bias"], shape[:1])
    right = math.nan if shape is None else number(found["right"])
    return BatchSums(number(found["loss"]), number(found["weight"]), right, by_weights, by_bias)


def standard_of(found: Mapping[str, Any], width: int) -> Standard:
    """By what features are standardized."""
    deviation = array(found["deviation"], (width,))
    if not (deviation > 0).all():
        raise ValueError("a deviation is not above 0")
    return Standard(array(found["mean"], (width,)), deviation)


def array(values: Any, shape: tuple[int, ...]) -> Array:
    """Finite numbers of a shape."""
    found = np.array(values)
    if found.shape != shape or found.dtype.kind not in "if" or not np.isfinite(found).all():
        raise ValueError(f"not {' × '.join(map(str, shape))} finite numbers where they are due")
    return found.astype(np.float64)


def number(value: Any) -> float:
    """A finite number."""
    return float(array(value, ()))


def whole(value: Any) -> int:
    """A whole number from 0."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no count")
    return value


def text(value: Any) -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def texts(values: Sequence[Any]) -> tuple[str, ...]:
    """Texts, each once."""
    found = tuple(map(text, values))
    if len(set(found)) < len(found):
        raise ValueError("a name stands twice")
    return found
