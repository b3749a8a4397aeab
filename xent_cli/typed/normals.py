"""Gaussians as operands -> what comes of them."""

from typing import Any

from xent_cli.call import Call
from xent_cli.core.errors import InputError
from xent_cli.inputs.normal import read_normals
from xent_cli.inputs.sample import Sample
from xent_cli.measures.normals import Normals
from xent_cli.outcome import Outcome
from xent_cli.typed.rows import of_sample


def of_normals(measure: type[Normals], call: Call) -> Outcome:
    """The measure of Gaussians."""
    if option := call.of_tables or ("--target" if call.names_columns else None):
        raise InputError("a Gaussian is no table", option, "leave it out")
    takes: Any = measure.takes
    names = takes.operands
    normals = read_normals(list(call.operands), names)
    *truth, pred = (normal.mean for normal in normals)
    return of_sample(measure(*normals), call, Sample((pred,), tuple(truth)))
