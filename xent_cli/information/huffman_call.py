"""The journey of `xent huffman`: one or two distributions -> the code, worked."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from xent_cli.checking import Gate
from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError
from xent_cli.information.code import Code, answer
from xent_cli.information.joint import LARGEST, checked, numbered
from xent_cli.information.reading import Reading
from xent_cli.information.small_table import SmallTable, read_small
from xent_cli.information.wrong_codes import wrong_codes
from xent_cli.inputs.literal import Number
from xent_cli.inputs.operand import Files, Literal, as_typed, read_operands
from xent_cli.inputs.sample import as_double, is_number, read_names
from xent_cli.options import Looks
from xent_cli.outcome import Outcome
from xent_cli.record import record


class Symbols(Protocol):
    """What the numbers are, and how the symbols are called."""

    counts: bool
    classes: str | None
    arity: int
    tolerance: float


# The numbers of an operand, and what its symbols are called where that is written beside them.
Read = tuple[Sequence[Number], tuple[str, ...] | None]


@record
class Call:
    """What was asked."""

    operands: Sequence[str]
    symbols: Symbols
    table: Reading
    output: Looks
    check: Gate


def solve(call: Call) -> Outcome:
    """Carry out a call."""
    alone = len(call.operands) < 2 or not all(map(_several, call.operands))
    names = ("P",) if alone else ("P", "Q")
    operands = read_operands(call.operands, names, one_table=False, words=False)
    read = [numbers(operand, name, call.table) for operand, name in zip(operands, names, strict=True)]
    used, *made_for = (weights(each, name, call.symbols) for (each, _), name in zip(read, names, strict=True))
    made = made_for[0] if made_for else used
    if len(made) != len(used):
        raise InputError(f"P has {len(used)} symbols, Q has {len(made)}", "", "give both the same number of symbols")
    if any(p and not q for p, q in zip(used, made, strict=True)) and made is not used:
        raise InputError("a symbol that comes has probability 0", "Q", "give it some: else H(p,q) is infinite")
    named = called(call.symbols.classes, len(used)) or common(read) or numbered(len(used))
    code = Code(named, used, made, call.symbols.arity, call.symbols.counts)
    return concluded(call, answer(code), wrong=lambda: wrong_codes(code))


def _several(token: str) -> bool:
    """Whether a token holds more than one number, or is a file."""
    return any(mark in token.strip() for mark in ", ;[(") or not token.strip()[:1].isdigit()


def numbers(operand: Literal | Files, name: str, reading: Reading) -> Read:
    """The numbers of an operand: typed in a row, or in a table with a line for each symbol, and there its name."""
    typed = as_typed(operand, name) if isinstance(operand, Files) else operand
    if typed is not None and len(typed.rows) == 1:
        return typed.rows[0], None
    remedy = "give a number for each symbol in one row, or a table of two columns: symbol and number"
    if typed is None and isinstance(operand, Files):
        table = read_small(operand.paths, reading, remedy)
        if all(len(row) == 1 for row in table.cells):
            refuse_data_above(table)
            return [row[0] for row in table.cells], tuple(table.rows)
    raise InputError("is not one distribution", name, remedy)


def refuse_data_above(table: SmallTable) -> None:
    """InputError where the column of numbers is called by a number: the first symbol would be lost."""
    if table.headed and is_number(table.columns[0]):
        what = f"the first line holds a number, {table.columns[0]}"
        raise InputError(what, table.name, "if it is data, say --no-header")


def common(read: Sequence[Read]) -> tuple[str, ...] | None:
    """The names of the symbols where tables hold them; InputError where two tables disagree."""
    names = [named for _, named in read if named]
    if any(others != names[0] for others in names[1:]):
        raise InputError("has other symbols than P, or another order", "Q", "list the same symbols in the same order")
    return names[0] if names else None


def weights(row: Sequence[Number], name: str, symbols: Symbols) -> tuple[Fraction, ...]:
    """The numbers of an operand, checked."""
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


def called(classes: str | None, count: int) -> tuple[str, ...] | None:
    """The symbols by the names that were given."""
    if classes is None:
        return None
    names = read_names(classes, ",")
    if len(names) != count:
        raise InputError(f"{len(names)} names for {count} symbols", "--classes", "give one for each")
    return names
