"""A table's calibration by the workers of a cluster: one pass for the totals, and one for each of Newton's steps."""

from functools import partial

from xent_cli.calibration.fitted import Fitted, least
from xent_cli.calibration.part import Gathering, Summed
from xent_cli.core.numerics import Array
from xent_cli.core.temperature import Slopes
from xent_cli.inputs.paired import Paired
from xent_cli.inputs.spool import Spool
from xent_cli.inputs.table import Table
from xent_cli.options import Cluster
from xent_cli.passes.scheduled import passes


def by_workers(table: Table | Paired, gathering: Gathering, cluster: Cluster) -> tuple[Summed, Fitted | None]:
    """What all rows come to, and T* if there is one."""
    with passes(table, cluster) as over:
        found = over(gathering.part)
        if found.totals.extremes.missing:
            return found, None

        def sums(inverse: float) -> Slopes:
            return over(partial(gathering.slopes, inverse=inverse)).slopes

        return found, least(sums, first_rows(table, gathering), found.totals.rows)


def first_rows(table: Table | Paired, gathering: Gathering) -> Array:
    """The rows that are looked at first where all are put by here, so that the last bit of T* is the same."""
    spool = Spool(max(len(table.classes), 2))
    blocks = table.ordered(gathering.margins)
    for _, rows in blocks:
        spool.add(rows)
        if spool.has_block:
            break
    blocks.close()
    return spool.first()
