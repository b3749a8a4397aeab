"""A token is a literal, a file or `-`: the single door for input."""

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xent_cli.core.errors import InputError, NoOperandError
from xent_cli.inputs.formats import is_table
from xent_cli.inputs.literal import Rows, read_number, read_rows, split_rows, with_points
from xent_cli.inputs.storage import STDIN, files_of
from xent_cli.inputs.stream import short_text

# A text this short that is nothing but numbers is read as if it had been typed, and so is a line of 10^5 classes.
SHORT, SHORT_LINE = 1 << 16, 1 << 22
_NUMERIC = re.compile(r"[-+.\d/%eE,;\s\[\]()]*")
_PLAIN_CSV = re.compile(r"[-+.\deE,\r\n]*")


@dataclass(frozen=True)
class Literal:
    """What was typed for an operand: numbers, or the names of classes."""

    name: str
    text: str

    @cached_property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The cells of every row, as text."""
        return tuple(map(tuple, split_rows(self.text)))

    @property
    def is_numbers(self) -> bool:
        """Whether all cells are numbers, and there are some."""
        try:
            return bool(self.rows)
        except InputError:
            return False

    @cached_property
    def rows(self) -> Rows:
        """The cells as exact numbers."""
        try:
            return tuple(tuple(map(read_number, row)) for row in self.cells)
        except InputError as error:
            raise InputError(error.what, self.name, error.remedy or "correct the entry") from None


@dataclass(frozen=True)
class Files:
    """The files of one data set; `-` is standard input."""

    paths: tuple[str, ...]


Operand = Literal | Files


def read_operands(tokens: Sequence[str], names: Sequence[str], *, one_table: bool, words: bool) -> list[Operand]:
    """The operands that the tokens are, at most one for each of `names`; one alone may be a table that holds both.

    `one_table`: options of a table were given, so all tokens are its files. `words`: the first operand may hold
    the names of classes.
    """
    if not tokens:
        if sys.stdin is None or sys.stdin.isatty():
            raise NoOperandError(f"{' and '.join(names)} missing", "", "type numbers, name a file or pipe one in")
        tokens = [STDIN]
    if STDIN in tokens and sys.stdin is None:
        raise InputError("standard input is closed", "-", "pipe something in, or name a file")
    if one_table:
        return [Files(all_files(tokens, "check its name; --target, --pred and --by are of tables"))]
    tokens = rejoined(tokens)
    if len(names) == 1 and len(tokens) > 1 and all(map(_is_literal, tokens)):
        if all(len(row) > 1 for token in tokens for row in split_rows(token)):
            refuse_decimal_commas(tokens, names)
            raise InputError(
                f"these are {len(tokens)} vectors", names[0], "put quotes around them, and ; between: '1,0; 0,1'"
            )
        tokens = [" ".join(tokens)]  # 0.5 0.25 0.25
    if len(names) == 1 or len(tokens) == 1:
        first = read_operand(tokens[0], names[-1], words=words and len(names) == 1)
        if isinstance(first, Literal):
            _refuse_more(tokens, names[-1:])
            return [first]
        return [Files(all_files(tokens, "check the name and the folder"))]
    _refuse_more(tokens, names)
    if list(tokens).count(STDIN) > 1:
        raise InputError("standard input can be read once", "-", "put both into one table, with --target and --pred")
    return [
        read_operand(token, name, words=words and name == names[0]) for token, name in zip(tokens, names, strict=True)
    ]


def all_files(tokens: Sequence[str], remedy: str) -> tuple[str, ...]:
    """The files that all tokens name."""
    paths: list[str] = []
    for token in tokens:
        found = files_of(token)
        if not found:
            raise InputError("there is no such file", token, remedy)
        paths += found
    return tuple(paths)


def rejoined(tokens: Sequence[str]) -> list[str]:
    """The operands, where the shell took a list apart at its spaces: an open bracket or a comma wants more.

    >>> rejoined(["0", "[0.7,", "0.2,", "0.1]"])
    ['0', '[0.7, 0.2, 0.1]']
    """
    joined: list[str] = []
    for token in tokens:
        if joined and (_open(joined[-1]) or joined[-1].endswith(",")):
            joined[-1] += f" {token}"
        else:
            joined.append(token)
    return joined


def _open(text: str) -> bool:
    return sum(map(text.count, "[({")) > sum(map(text.count, "])}"))


def _refuse_more(tokens: Sequence[str], names: Sequence[str]) -> None:
    if len(tokens) > len(names):
        refuse_decimal_commas(tokens, names)
        raise InputError(
            f"{len(tokens)} operands where {' and '.join(names)} was expected",
            tokens[len(names)],
            "put quotes around a vector with spaces; several files of one table need --target",
        )


def refuse_decimal_commas(tokens: Sequence[str], names: Sequence[str]) -> None:
    """Refuse numbers with decimal commas, where blanks part what is one operand."""
    opening, rest = list(tokens[: len(names) - 1]), tokens[len(names) - 1 :]
    if with_points(" ".join(tokens)) and len(tokens) % len(names) == 0:
        size = len(tokens) // len(names)
        opening, rest = [" ".join(tokens[:size])] * (len(names) - 1), tokens[-size:]
    meant = [with_points(token) or token for token in opening] + [with_points(" ".join(rest)) or ""]
    if all(meant):
        raise InputError(f"'{' '.join(rest)}' has decimal commas", names[-1], f"write points: {' '.join(meant)}")


def read_operand(token: str, name: str, *, words: bool) -> Operand:
    """Read one token; with `words`, names are cells too."""
    literal = Literal(name, token)
    if token != STDIN and literal.is_numbers:
        return literal
    if files := files_of(token):
        return Files(files)
    if words and not is_table(token):
        return literal
    raise _neither(token, name)


def as_typed(files: Files, name: str) -> Literal | None:
    """A short text that is one row of numbers, or rows that no CSV holds (fractions, brackets): as if typed."""
    text = short_text(files.paths[0], SHORT, SHORT_LINE) if len(files.paths) == 1 else None
    if text is None or (";" in text and "\n" in text.strip()):
        return None  # columns, rather than rows, are parted by ; in a file of several lines
    literal = Literal(name, text)
    if not literal.is_numbers:
        return None
    return literal if len(literal.cells) == 1 or not _PLAIN_CSV.fullmatch(text) else None


def _is_literal(token: str) -> bool:
    return Literal("", token).is_numbers


def _neither(token: str, name: str) -> InputError:
    """The error of a token that is no literal, and no file either."""
    if is_table(token) or (os.sep in token and not _NUMERIC.fullmatch(token)):
        return InputError("there is no such file", token, "check the name and the folder")
    try:
        read_rows(token)
        why = ""
    except InputError as error:
        why = f" ({error.what}{f'; {error.remedy}' if error.remedy else ''})"
    shown = token if len(token) <= 60 else f"{token[:57]}..."
    return InputError(f"'{shown}' is neither numbers{why} nor a file", name, "write 0.7,0.2,0.1 or name a table")
