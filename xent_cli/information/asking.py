"""What all commands of this room are asked: operands, the answer's unit and looks, and what it is held to."""

from collections.abc import Sequence
from functools import cached_property

from xent_cli.checking import Gate
from xent_cli.core.log_base import LogBase
from xent_cli.options import Cluster, Output
from xent_cli.record import record


@record
class Asking:
    """A call, but for what its numbers and its table are."""

    operands: Sequence[str]
    output: Output
    check: Gate
    cluster: Cluster

    @cached_property
    def log(self) -> LogBase:
        """The base of the logarithms that are shown."""
        return LogBase.of(self.output.base)
