"""A call's rows: those to learn from, and those to be judged by, of the same table or of another."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from xent_cli.core.errors import InputError, listed
from xent_cli.inputs.operand import Files, read_operands
from xent_cli.inputs.storage import STDIN
from xent_cli.learning.call import Call
from xent_cli.learning.examples import Examples, opened, read
from xent_cli.learning.model import Model
from xent_cli.learning.spool import Spool
from xent_cli.measures.knobs import option_number


class Rows(NamedTuple):
    """What there is to learn from, and to be judged by."""

    examples: Examples
    validation: Spool | None


def rows_of(call: Call, known: Model | None, seed: int) -> Rows:
    """All rows, read; of a model that goes on, the columns and the classes are `known`."""
    (files,) = read_operands(call.operands, ("TABLE",), one_table=True, words=False)
    assert isinstance(files, Files)
    target, features = call.table.target, call.table.features
    if known is not None:
        target, features = target or known.target, features or expression(known.features)
    if target is None:
        raise InputError("which column holds the classes is not said", files.paths[0], "name it with --target")
    classes = known.classes if known else ()
    if STDIN in files.paths and call.table.validation == STDIN:
        raise InputError("standard input can be read once", "--validation -", "name a file")
    share = share_of(call.table.validation)
    found = read(opened(files.paths, call.table, target, features), classes, share or 0.0, seed, call.table.skip_bad)
    validation = found.parted.held_back if share else None
    if call.table.validation is not None and share is None:
        other = opened((call.table.validation,), call.table, target, expression(found.features))
        validation = read(other, found.classes, 0.0, seed, call.table.skip_bad).training
    if validation is not None and not validation.rows:
        raise InputError("holds back no row", f"--validation {call.table.validation}", "give a larger share")
    wanted = wanted_features(found, known, drop_constant=call.table.drop_constant)
    if wanted != found.features:
        at = np.array([found.features.index(name) for name in wanted], np.int64)
        for spool in (found.training, validation):
            if spool is not None:
                spool.columns = at
    return Rows(replace(found, features=wanted), validation)


def expression(features: Sequence[str]) -> str:
    """The columns that hold these features; one of lists holds several.

    >>> expression(["age", "pixels[0]", "pixels[1]"])
    'age,pixels'
    """
    return ",".join(dict.fromkeys(re.sub(r"\[\d+\]$", "", name) for name in features))


def share_of(validation: str | None) -> float | None:
    """The share of the rows that is held back; None where a file is named, or nothing."""
    if validation is None:
        return None
    try:
        share = float(option_number("--validation", validation))
    except InputError:
        return None
    if not 0 < share < 1:
        raise InputError(f"{validation} is no share", "--validation", "give a share such as 0.2, or a file")
    return share


def wanted_features(found: Examples, known: Model | None, *, drop_constant: bool) -> tuple[str, ...]:
    """The features that are learnt from: those of the model that goes on, or all that are not constant."""
    if known is not None:
        lacking = set(known.features) - set(found.features)
        if lacking or (len(found.features) > len(known.features) and not drop_constant):
            what = f"the model learnt from {listed(known.features)}"
            raise InputError(what, "--features", "leave it out: the columns of these names are taken")
        return known.features
    if len(found.classes) < 2:
        what = f"all rows are of one class, {found.classes[0]}"
        raise InputError(what, f"column {found.target}", "give rows of two classes or more")
    constant = found.constant
    if constant and not drop_constant:
        which = f"column {constant[0]} holds" if len(constant) == 1 else f"columns {listed(constant)} hold"
        what = f"{which} the same value in all rows to learn from"
        raise InputError(what, "--features", "nothing can be learnt from a constant: leave it out, or --drop-constant")
    wanted = tuple(name for name in found.features if name not in set(constant))
    if not wanted:
        raise InputError("every feature is the same in all rows", "--features", "name others")
    return wanted
