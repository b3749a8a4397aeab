"""The n-th call of a seed: the same on every machine."""

from random import Random

from .case import Case
from .files import files_call
from .large import large_call
from .mutations import mutated
from .sheets import sheet_call
from .steps import step_call
from .tables import table_call
from .typed import typed_call


def drawn(seed: int, number: int) -> Case:
    """A typed call, a table, a sheet or something large, then mutated."""
    r = Random(f"{seed}:{number}")
    (call,) = r.choices((typed_call, table_call, sheet_call, large_call, step_call, files_call), (50, 40, 10, 2, 5, 5))
    return mutated(r, call(r))
