"""What is kept of a library: its calls, on which inputs, with which numbers."""

import ast
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from . import inputs
from .inputs import Asked

KEPT = Path(__file__).parents[1] / "data" / "libraries"
Call = Callable[[np.ndarray, np.ndarray, dict[str, Any]], float]
BOTH: list[dict[str, Any]] = [{}, {"reduction": "sum"}]
ALPHA: list[dict[str, Any]] = [{"alpha": 0.1}, {"alpha": 0.25, "reduction": "sum"}, {"alpha": 0.4}]
GAMMA: list[dict[str, Any]] = [
    {},
    {"gamma": 1.0},
    {"alpha": 0.75},
    {"gamma": 3.5, "alpha": 0.25},
    {"reduction": "sum"},
]


def knobs_of(knobs: dict[str, Any]) -> list[str]:
    words: list[str] = []
    for name, value in knobs.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            words.append(option)
        else:
            words += [option, ",".join(map(repr, value)) if isinstance(value, list) else str(value)]
    return words


class Sheet:
    """The numbers of one library."""

    def __init__(self, library: str, *packages: str) -> None:
        self.library, self.rules = library, {}
        self.versions = {package: version(package) for package in packages or (library,)}

    def ask(self, rule: str, command: str, asked: list[Asked], call: Call, *words: str) -> None:
        found = []
        for one in inputs.repeated(asked):
            target = np.array(one.target)
            value = float(
                call(
                    target if target.dtype.kind == "i" and target.ndim == 1 else target.astype(float),
                    np.array(one.pred),
                    one.knobs,
                )
            )
            argv = [command, *one.operands, *words, *knobs_of(one.knobs)]
            found.append({"argv": argv, "value": value if np.isfinite(value) else repr(value)})
        self.rules[rule] = found

    def keep(self) -> None:
        KEPT.mkdir(parents=True, exist_ok=True)
        lines = ",\n".join(
            f'"{rule}": [\n' + ",\n".join(json.dumps(one) for one in found) + "\n]"
            for rule, found in self.rules.items()
        )
        text = f'{{"versions": {json.dumps(self.versions)},\n"rules": {{\n{lines}\n}}}}\n'
        (KEPT / f"{self.library}.json").write_text(text)
        print(self.library, {rule: len(found) for rule, found in self.rules.items()})


def weights(asked: list[Asked]) -> list[Asked]:
    """Every third with class weights."""
    return [
        one._replace(
            knobs={**one.knobs, "class_weight": [1.0, 2.5, 0.5, 3.0, 1.5, 2.0, 0.25, 1.0, 1.0][: len(one.pred[0])]}
        )
        if i % 3 == 2
        else one
        for i, one in enumerate(asked)
    ]


def function_of(text: str, name: str, found: dict[str, Any]) -> Call:
    """A function out of the text of its file."""
    function = next(node for node in ast.parse(text).body if getattr(node, "name", "") == name)
    exec(ast.get_source_segment(text, function) or "", found)
    call: Call = found[name]
    return call
