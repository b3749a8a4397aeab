"""Calls on tables in several formats, ordinary and odd."""

from collections.abc import Sequence
from functools import partial
from random import Random
from typing import Any, NamedTuple

from . import numerals
from .case import Case
from .encodings import DELIMITERS, TEXTS, binary, compressed, oddly_delimited, text_of
from .grammar import Setting
from .typed import NAMES, Question, arranged, options, question, truth

ESCAPES = ("\x1b[2J", "\x1b]52;c;eA==\x07", "a\tb", "\x9b31m", "\u202egpj", "a\rb", "\x7f", "a\nb")
STRANGE = (
    *ESCAPES,
    "",
    " ",
    "[x]",
    "[/x]",
    "a,b",
    'a"b',
    "=1+1",
    "@x",
    "é",
    "p0",
    "1",
    "-1",
    "nan",
    "#1",
    "a|b",
    "y*",
    "x" * 300,
)
ENDINGS = (
    "csv", "csv", "csv", "csv", "tsv", "txt", "csv.gz", "csv.zst", "csv.bz2", "tsv.gz", "jsonl", "jsonl", "json",
    "ndjson.gz", "parquet", "parquet", "arrow", "feather", "npy",
)  # fmt: skip


class Frame(NamedTuple):
    """A table: the names of its columns and its rows."""

    names: list[str]
    rows: list[list[Any]]


def table_call(r: Random) -> Case:
    """A question about a table."""
    return tabled(r, question(r)._replace(rows=r.choice((1, 2, 3, 5, 20, 200))))


def tabled(r: Random, asked: Question) -> Case:
    """One table that holds both, or two operands of which one is a table, or a table piped in."""
    ending = r.choice(ENDINGS)
    pred = _pred(r, asked)
    alone = len(asked.operands) == 1
    if ending != "npy" and (alone or r.random() < 0.7):
        frame, flags = _whole(r, asked, pred) if not alone else _with_extras(r, asked, pred, [])
        return _named(r, asked, _odd(r, frame), ending, [], flags)
    flags = []
    if ending == "npy" and not alone and r.random() < 0.5:
        labels = Frame(["y"], [[r.randrange(asked.width)] for _ in range(asked.rows)])
        call = _named(r, asked, pred, ending, [], [["-t", "labels.npy"]])
        return call._replace(files={**call.files, "labels.npy": binary(labels.names, labels.rows, "npy")})
    before = [] if alone else [[truth(r, asked._replace(rows=r.choice((1, asked.rows))))]]
    return _named(r, asked, pred if ending == "npy" else _odd(r, pred), ending, before, flags)


def _named(
    r: Random, asked: Question, frame: Frame, ending: str, before: list[list[str]], flags: list[list[str]]
) -> Case:
    """The call on the file of a table; now and then it is piped in, or called strangely."""
    flags = flags + options(r, asked.command, Setting(frame.names or [""], asked.width, asked.rows), asked.kind)
    plain, _, _ = ending.partition(".")
    if plain in TEXTS:
        write = partial(oddly_delimited, r) if plain in DELIMITERS else text_of
        data = compressed(_odd_text(r, write(frame.names, frame.rows, plain)), ending)
    else:
        data = binary(frame.names, frame.rows, ending)
    if r.random() < 0.04:
        data = data[: r.randrange(len(data) + 1)]
    if r.random() < (0.15 if plain in TEXTS else 0.02):
        return Case(arranged(r, asked.words, [*before, ["-"]], flags), {}, data)
    name = r.choice((*["x"] * 12, "é x", "[x]", "\x1b[2J", "x;y", "0.5,0.5"))
    name = f"{name}.{ending}"
    return Case(arranged(r, asked.words, [*before, [name]], flags), {name: data})


def _pred(r: Random, asked: Question) -> Frame:
    """The predictions, under names that belong together."""
    keys = NAMES if asked.width <= len(NAMES) and r.random() < 0.4 else tuple(map(str, range(asked.width)))
    form = r.choice(("p{}", "p_{}", "{}", "logit_{}", "{}_prob"))
    rows = [_as_numbers(numerals.row(r, asked.width, asked.numbers)) for _ in range(asked.rows)]
    return Frame([form.format(key) for key in keys[: asked.width]], rows)


def _whole(r: Random, asked: Question, pred: Frame) -> tuple[Frame, list[list[str]]]:
    """Truth and predictions side by side, and the options that tell them apart."""
    if asked.loss == "kl" or asked.elementwise or r.random() < 0.1:
        names = [f"t{k}" for k in range(asked.width)]
        kind = "elements" if asked.elementwise else ""
        truth: list[list[Any]] = [_as_numbers(numerals.row(r, asked.width, kind)) for _ in pred.rows]
    else:
        names = [r.choice(("y", "label", "target"))]
        spelled: Sequence[Any] = pred.names if r.random() < 0.5 else range(asked.width)
        truth = [[r.choice(spelled)] for _ in pred.rows]
    frame = Frame([*names, *pred.names], [[*y, *q] for y, q in zip(truth, pred.rows, strict=True)])
    target = ["-t", ",".join(names) if len(names) == 1 or r.random() < 0.5 else "t*"]
    flags = [target] if r.random() < 0.97 else []
    return _with_extras(r, asked, frame, flags, pred.names)


def _with_extras(
    r: Random, asked: Question, frame: Frame, flags: list[list[str]], pred: list[str] | None = None
) -> tuple[Frame, list[list[str]]]:
    """Columns that are neither truth nor prediction; --pred then says which is."""
    extras = r.sample(("id", "w", "g", "note"), r.choice((0, 0, 1, 2, 4)))
    if extras or r.random() < 0.5:
        flags = [*flags, ["-p", ",".join(pred or frame.names)]]
    made = [[*row, *(_extra(r, name) for name in extras)] for row in frame.rows]
    for option, column in (("--by", "g"), ("--sample-weight", "w")):
        if column in extras and option in asked.flags and r.random() < 0.5:
            flags = [*flags, [option, column]]
    return Frame([*frame.names, *extras], made), flags


def _extra(r: Random, name: str) -> Any:
    """A cell of such a column."""
    match name:
        case "id":
            return r.randrange(10**6)
        case "w":
            return r.choice((0, 1, 2, 0.5))
        case "g":
            return r.choice("uvw")
    return r.choice(STRANGE)


def _odd(r: Random, frame: Frame) -> Frame:
    """Some cells or names that are not what they should be, in a third of all tables."""
    names, rows = list(frame.names), [list(row) for row in frame.rows]
    for _ in range(r.choice((0, 0, 0, 0, 1, 2))):
        column, row = r.randrange(len(names)), r.choice(rows)
        match r.randrange(9):
            case 0 | 1:
                row[column] = numerals.odd(r)
            case 2:
                row[column] = r.choice((None, float("nan"), float("inf"), -0.0, 1e308, 10**400, True))
            case 3:
                row[column] = r.choice(STRANGE)
            case 4:
                names[column] = r.choice(STRANGE)
            case 5:
                names[column] = r.choice(names)
            case 6:
                row[column] = [0.5, 0.5] if r.random() < 0.5 else {"a": 1}
            case 7:
                rows = [row]
            case 8:
                names, rows = names[:1], [row[:1] for row in rows]
    return Frame(names, rows)


def _odd_text(r: Random, text: bytes) -> bytes:
    """What an editor, a spreadsheet or a cut line makes of a text, in a third of all."""
    if r.random() < 0.67:
        return text
    lines = text.split(b"\n")
    at = r.randrange(len(lines))
    match r.randrange(12):
        case 0:
            return b"\xef\xbb\xbf" + text
        case 1:
            return text.replace(b"\n", r.choice((b"\r\n", b"\r", b"\n\n")))
        case 2:
            lines = lines[:1]
        case 3:
            lines[at] += r.choice((b",", b",1", b",0.5,0.5", b"\t", b" "))
        case 4:
            lines[at] = lines[at][: len(lines[at]) // 2]
        case 5:
            lines.insert(at, r.choice((b"# note", b"", b" ", b",,,", b'"', b"\x00", b"\xff\xfe", b"{", b"#1,0.5,0.5")))
        case 6:
            lines[at] = lines[at].replace(b",", r.choice((b";", b'",', b", ", b"\t", b",,")))
        case 7:
            lines[at] = b'"' + lines[at]
        case 8:
            lines = lines[1:]
        case 9:
            return text.rstrip(b"\n")
        case 10:
            return text.decode("utf-8", "replace").encode(r.choice(("utf-16", "latin-1")), "replace")
        case 11:
            return b""
    return b"\n".join(lines)


def _as_numbers(texts: list[str]) -> list[Any]:
    """What a program would have written."""
    return [_as_number(text) for text in texts]


def _as_number(text: str) -> float | int:
    if text.endswith("%"):
        return float(text[:-1]) / 100
    numerator, _, denominator = text.partition("/")
    number = float(numerator) / float(denominator or 1)
    return int(number) if numerator.isdigit() and not denominator else number
