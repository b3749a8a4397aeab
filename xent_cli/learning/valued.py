"""The two arithmetics in which parameters move: one number for all of them, or one for each."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xent_cli.formula.arithmetic import Arithmetic

# Symbols by name -> what expressions of them are valued in.
Valued = Callable[[Mapping[str, Any]], "Arithmetic"]


def in_floats(symbols: Mapping[str, Any]) -> "Arithmetic":
    """Symbols in float64: numbers, or arrays of one shape."""
    import numpy as np

    from xent_cli.formula.floats import Floats

    return Floats({name: x if isinstance(x, np.ndarray) else float(x) for name, x in symbols.items()})


def in_decimals(count: int) -> Valued:
    """Symbols in decimal arithmetic at the precision of the context: numbers, or a tuple of so many."""

    def valued(symbols: Mapping[str, Any]) -> "Arithmetic":
        from xent_cli.exact.arithmetic import decimal
        from xent_cli.formula.decimals import Decimals

        numbers = {name: x if isinstance(x, tuple | Decimal) else decimal(x) for name, x in symbols.items()}
        return Decimals(numbers, count)

    return valued
