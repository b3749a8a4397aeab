"""The commands and their options as Typer knows them, so that a new one joins by itself."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any, NamedTuple

from xent_cli.app import COMMANDS, load
from xent_cli.checking import CHECK
from xent_cli.options import TABLE

from . import numerals

KINDS = ("--logits", "--log-probs", "--counts")
OF_TABLES = ("--row", "--skip-bad", "--by", "--worst")
CLAIMS = (
    "0.357", "0.36", "0.3567", "0.35667494", "0.35667494393873245", "0.356", "0.155", "0.515", "-0.357", "1", "0",
    "-ln(0.7)", "1/3", "5/12", "1.07", "0.12", "0.6931", "1.5", "0.417", "0.802", "0.0917", "36%", "0.35", "inf",
    "0.357 nats",
)  # fmt: skip
ODD_CLAIMS = (
    "0.515 bits", "2^9^9", "1e-400", "nan", "", "0.357 or so", "ln(", "sqrt(-1)", "1/0", "(1,2)", "≈0.357", "0,357",
    "exp(1e9)", "log2(3)-1", "9" * 2000, "ln 2", "-inf", "1e308*10", "0.5;0.5", "[0.5", "--", "\x1b[2J", "a\nb",
)  # fmt: skip
SPOILING = ("--no-header", "--delimiter", "--pred", "--target", "--row")


class Option(NamedTuple):
    """An option: its spellings, what its value is called, and what it may be where that is known."""

    names: tuple[str, ...]
    metavar: str
    flag: bool
    choices: tuple[str, ...]
    whole: bool
    of_tables: bool
    of_claims: bool


class Command(NamedTuple):
    """A command: what its operands are called, and its options."""

    name: str
    operands: tuple[str, ...]
    options: tuple[Option, ...]
    losses: tuple[str, ...]


@cache
def commands() -> tuple[Command, ...]:
    """Every command."""
    return tuple(map(_command, COMMANDS))


def _command(name: str) -> Command:
    params = load(name).params
    operands = [param for param in params if param.param_type_name == "argument"]
    losses = [word for param in operands for word in re.findall(r"\w+", param.help or "") if word in COMMANDS]
    words = tuple(" ".join(param.metavar or param.name for param in operands).split())
    options = tuple(_option(param) for param in params if param.param_type_name == "option")
    return Command(name, words, options, tuple(losses))


def _option(param: Any) -> Option:
    names = (*param.opts, *param.secondary_opts)
    of_tables = param.rich_help_panel == TABLE or param.opts[0] in OF_TABLES
    choices = tuple(getattr(param.type, "choices", None) or ())
    whole, of_claims = "int" in param.type.name, param.rich_help_panel == CHECK
    return Option(names, param.metavar or "", bool(param.is_flag), choices, whole, of_tables, of_claims)


class Setting(NamedTuple):
    """What the options of a call are about: the columns of its table (none where it is typed) and its classes."""

    columns: Sequence[str]
    width: int
    rows: int


def said(r: Random, option: Option, setting: Setting) -> list[str]:
    """The option on the command line."""
    name = r.choice(option.names)
    if option.flag:
        return [name]
    text = value(r, option, setting)
    return [f"{name}={text}"] if name.startswith("--") and r.random() < 0.3 else [name, text]


def value(r: Random, option: Option, setting: Setting) -> str:
    """A value that it may take, and now and then one that it may not."""
    if r.random() < 0.03:
        return numerals.odd(r)
    if option.choices:
        return r.choice(option.choices)
    if option.whole:
        return str(r.choice((1, 2, 3, 5, 17, 50)))
    return VALUES.get(option.metavar, _number)(r, setting)


def _number(r: Random, _: Setting) -> str:
    return r.choice(("0.1", "0.5", "1", "2", "3", "1/3", "0.25", "5", "1e-3", "70%", "0", "1e-12"))


def _names(r: Random, setting: Setting) -> str:
    names = ["cat", "dog", "goldfish", "[x]", "a b", "\x1b[2J", "é", "1", "q"][: setting.width]
    return r.choice((",".join(names), str(setting.width), str(setting.width), str(r.randrange(1, 5))))


def _column(r: Random, setting: Setting) -> str:
    """A column's name; for typed rows a list of numbers."""
    if setting.columns:
        return r.choice((*setting.columns, str(r.randrange(1, 6))))
    return ",".join(r.choice(("1", "2", "0.5", "0", "3")) for _ in range(setting.rows))


def _columns(r: Random, setting: Setting) -> str:
    if not setting.columns:
        return r.choice(("p*", "p0:p2", "1:3", "2,3", "*"))
    names = list(setting.columns)
    some = r.sample(names, r.randrange(1, len(names) + 1))
    return r.choice((",".join(some), f"{names[0][:1]}*", f"{names[0]}:{names[-1]}", "2:3", "1", names[-1]))


def _claim(r: Random, setting: Setting) -> str:
    """One number, or as many as there are classes."""
    if r.random() < 0.1:
        return r.choice(ODD_CLAIMS)
    return ",".join(r.choice(CLAIMS) for _ in range(r.choice((1, 1, setting.width))))


def _class_weights(r: Random, setting: Setting) -> str:
    numbers = [r.choice(("1", "2", "0.5", "0", "1/3", "5")) for _ in range(setting.width)]
    named = ",".join(f"{name}={w}" for name, w in zip(("cat", "dog", "goldfish", "x"), numbers, strict=False))
    return r.choice((",".join(numbers), ",".join(numbers), named, "balanced"))


VALUES: dict[str, Callable[[Random, Setting], str]] = {
    "EPS": lambda r, _: r.choice(("1e-7", "1e-12", "0.1", "0", "1e-300", "0.499", "1e-15")),
    "TOL": lambda r, _: r.choice(("0", "0.1", "1", "1e-6", "inf")),
    "ABS": lambda r, _: r.choice(("0", "0.1", "1e-3", "inf", "nan", "-1")),
    "REL": lambda r, _: r.choice(("0", "0.1", "1e-3", "inf", "1e308")),
    "T": lambda r, _: r.choice(("2", "0.5", "1e-3", "1000", "1/3", "1e-300", "1e300")),
    "NAMES|K": _names,
    "COL": _column,
    "COLS": _columns,
    "CHAR": lambda r, _: r.choice((",", ";", "\t", "|", " ", "\\t", ":", "tab")),
    "e|2|10|B": lambda r, _: r.choice(("e", "2", "10", "2", "10", "3", "1.1", "1e300", "1")),
    "CLAIM": _claim,
    "DIR": lambda r, _: r.choice(("pages", "key.txt", "")),
    "N|N,N,...": lambda r, _: r.choice(("2", "1,2", "0.5,1,1", "-1", "x", "")),
    "1,2,5|cat=1,dog=2|balanced": _class_weights,
    "LABEL": lambda r, _: r.choice((*numerals.LABELS, "-1", "-100", "\x1b]52;c;x\x07")),
    "α": lambda r, setting: r.choice(("0.1", "0.25", "1", "0", "1/3", ",".join(["0.5"] * setting.width))),
    "γ": lambda r, _: r.choice(("0", "0.5", "1", "2", "5", "1e-9", "100", "1e300")),
    "X": lambda r, _: r.choice(("0", "0.357", "1", "1e9", "-1", "inf")),
    # Nothing is written where no folder can be.
    "MODEL.json": lambda r, _: r.choice(("/dev/null/model.json", "", "/", "-")),
    "FILE": lambda r, _: r.choice(("/dev/null/p.csv", "/dev/null/p.parquet", "p.txt", "")),
    "SHARE|FILE": lambda r, _: r.choice(("0.2", "1/3", "50%", "1e-9", "2", "/dev/null/v.csv")),
    "N|all": lambda r, _: r.choice(("1", "2", "32", "all", "0", "-1", "1000000000000")),
}
