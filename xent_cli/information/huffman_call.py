"""The journey of `xent huffman`: one or two distributions -> the code, worked."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from xent_cli.checking import Gate
from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError
from xent_cli.information.code import Code, answer
from xent_cli.information.joint import LARGEST, checked
from xent_cli.information.wrong_codes import wrong_codes
from xent_cli.inputs.operand import Files, Literal, as_typed, read_operands
from xent_cli.inputs.sample import as_double, read_names
from xent_cli.options import Looks
from xent_cli.outcome import Outcome
from xent_cli.record import record


class Symbols(Protocol):
    """What the numbers are, and how the symbols are called."""

    counts: bool
    classes: str | None
    arity: int
    tolerance: float


@record
class Call:
    """What was asked."""

    operands: Sequence[str]
    symbols: Symbols
    output: Looks
    check: Gate


def solve(call: Call) -> Outcome:
    """Carry out a call."""
    alone = len(call.operands) < 2 or not all(map(_several, call.operands))
    names = ("P",) if alone else ("P", "Q")
    operands = read_operands(call.operands, names, one_table=False, words=False)
    used, *made_for = (weights(operand, name, call.symbols) for operand, name in zip(operands, names, strict=True))
    made = made_for[0] if made_for else used
    if len(made) != len(used):
        raise InputError(f"P has {len(used)} symbols, Q has {len(made)}", "", "give both as many")
    if any(p and not q for p, q in zip(used, made, strict=True)) and made is not used:
        raise InputError("a symbol that comes has probability 0", "Q", "give it some: else H(p,q) is infinite")
    code = Code(called(call.symbols.classes, len(used)), used, made, call.symbols.arity, call.symbols.counts)
    return concluded(call, answer(code), wrong=lambda: wrong_codes(code))


def _several(token: str) -> bool:
    """Whether a token holds more than one number, or is a file."""
    return any(mark in token.strip() for mark in ", ;[(") or not token.strip()[:1].isdigit()


def weights(operand: Literal | Files, name: str, symbols: Symbols) -> tuple[Fraction, ...]:
    """The numbers of an operand, checked."""
    typed = as_typed(operand, name) if isinstance(operand, Files) else operand
    if typed is None or len(typed.rows) != 1:
        raise InputError("is not one distribution", name, "give a number for each symbol, in one row")
    (row,) = typed.rows
    for place, x in enumerate(row, 1):
        if not 0 <= x < LARGEST:
            kind = "count" if symbols.counts else "probability"
            raise InputError(
                f"{as_double(x):.15g} is no {kind}", f"{name}, entry {place}", "give one that is not below 0"
            )
    exact = tuple(Fraction(x) for x in row)
    whole = sum(exact, Fraction(0))
    if not whole:
        raise InputError("all of it is 0", name, "give at least one symbol a weight")
    if not symbols.counts and abs(whole - 1) > checked(symbols.tolerance):
        remedy = "if these are counts, say --counts; or allow for it with --tolerance"
        raise InputError(f"sums to {float(whole):.15g}, not 1", name, remedy)
    return exact


def called(classes: str | None, count: int) -> tuple[str, ...]:
    """The symbols by name."""
    if classes is None:
        return tuple(map(str, range(count)))
    names = read_names(classes, ",")
    if len(names) != count:
        raise InputError(f"{len(names)} names for {count} symbols", "--classes", "give one for each")
    return names
