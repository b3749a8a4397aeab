"""What an optimizer has kept so far, as typed: rows in their order, or by their letters."""

from collections.abc import Sequence

from xent_cli.choices import Method, WeightsBy
from xent_cli.core.errors import InputError, counted
from xent_cli.learning.matrices import vector
from xent_cli.learning.optimizers import Optimizer
from xent_cli.learning.options import Given
from xent_cli.learning.step import State, Vector

# What is a sum or a mean of squares.
SQUARES = {Method.ADAGRAD: "s", Method.RMSPROP: "s", Method.ADAM: "v"}


def state_of(given: Given, optimizer: Optimizer, rows: Sequence[Vector], bias: int) -> tuple[State, int]:
    """By its letter what was kept of the weights, laid end to end, and of the bias; and the updates made so far."""
    if given.state is None:
        return {}, 0
    begun = optimizer.beginning
    if not begun:
        raise InputError(f"{optimizer.method} keeps nothing", "--state", "leave it out, or name another --optimizer")
    size = sum(map(len, rows))
    typed = named(given.state, [*begun, "t"], len(begun) * (size + bias), len(begun) * size)
    done = typed.pop("t", (0,))
    if len(done) != 1 or done[0] != int(done[0]) or not 0 <= done[0] < 10**9:
        raise InputError("t is no number of updates", "--state", "say how many were made, such as t=3")
    if typed.keys() != begun.keys():
        what = f"{', '.join(typed)} where {optimizer.method} keeps {', '.join(begun)}"
        raise InputError(what, "--state", f"give {'; '.join(f'{name}=…' for name in begun)}")
    state = {}
    for name, numbers in typed.items():
        if len(numbers) not in (size, size + bias):
            both = f" and {bias} biases" if bias else ""
            what = f"{counted(len(numbers), 'number')} for {name}, where there are {counted(size, 'weight')}{both}"
            raise InputError(what, "--state", "give one for each")
        if name == SQUARES.get(optimizer.method) and min(numbers) < 0:
            raise InputError(f"{name} has a number below 0", "--state", "no sum of squares has")
        of_weights, of_bias = numbers[:size], numbers[size:] or (begun[name],) * bias
        state[name] = (by_class(of_weights, len(rows)) if given.weights_by is WeightsBy.INPUT else of_weights, of_bias)
    return state, int(done[0])


def named(text: str, order: Sequence[str], *sizes: int) -> dict[str, Vector]:
    """The rows by their letters; a single row may hold them all, one after the other."""
    pieces = [piece for piece in text.split(";") if piece.strip()]
    if len(pieces) == 1 and "=" not in text:
        numbers, kept = vector("--state", text), len(order) - 1
        for size in sizes:
            if kept > 1 and len(numbers) - size in (0, 1):
                parts = [numbers[i : i + size // kept] for i in range(0, size, size // kept)]
                return dict(zip(order, [*parts, *[numbers[size:]] * (len(numbers) > size)], strict=False))
    if len(pieces) > len(order):
        raise InputError(f"{len(pieces)} rows", "--state", f"give {'; '.join(f'{name}=…' for name in order)}")
    found = {}
    for piece, letter in zip(pieces, order, strict=False):
        name, _, numbers_of = piece.rpartition("=")
        found[name.strip() or letter] = vector("--state", numbers_of)
    return found


def by_class(typed: Vector, classes: int) -> Vector:
    """Numbers of a matrix whose rows are inputs, by class."""
    return tuple(number for k in range(classes) for number in typed[k::classes])
