"""Every form of TARGET means the same typed, in a file of any format, in a pipe and as a column of a table."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from xent_cli.inputs import stream

from .conftest import Ran

Xent = Callable[..., Ran]
TWO = "0.7,0.3; 0.2,0.8"
THREE = "0.5,0.25,0.25; 0.1,0.6,0.3; 0.2,0.2,0.6"
FOUR = "0.7,0.3; 0.2,0.8; 0.6,0.4; 0.5,0.5"
ONE_OF_THREE = "0.5,0.25,0.25"
COLUMN = "0.9; 0.2; 0.7"
NAMES = ("--classes", "cat,dog,eel")
# Of a gradient the rows by themselves: their share in a mean is known of typed rows alone.
ROWS = ("--reduction", "none")
LABELLED = [("ce",), ("smooth",), ("focal",), *(("grad", loss, *ROWS) for loss in ("ce", "smooth"))]
LABELLED += [("grad", "focal", *ROWS)]
BINARY = [("bce",), ("smooth",), ("focal",), *(("grad", x, *ROWS) for x in ("bce", "smooth", "focal"))]
KL = [("kl",), ("grad", "kl", *ROWS)]


class Form(NamedTuple):
    """A TARGET beside a PRED as both are typed, for some commands; refused, where `said` is what the message says."""

    commands: Sequence[tuple[str, ...]]
    target: str
    pred: str
    options: tuple[str, ...] = ()
    said: str = ""


FORMS = {
    "index": Form(LABELLED, "1", ONE_OF_THREE),
    "index, one row against many": Form(LABELLED, "1", THREE),
    "indices": Form(LABELLED, "0,1,1,0", FOUR),
    "indices against one row": Form(LABELLED, "0;2;1;0", ONE_OF_THREE),
    "as many indices as classes and rows": Form(LABELLED, "0,1", TWO),
    "as many indices, one of them twice": Form(LABELLED, "2,0,2", THREE),
    "rows of an index": Form(LABELLED, "1;0;2", THREE),
    "indices with a point": Form(LABELLED, "1.0;0.0;2.0", THREE),
    "one-based index": Form(LABELLED, "3", THREE, ("--one-based",)),
    "one-based indices": Form(LABELLED, "1,2", TWO, ("--one-based",)),
    "name": Form(LABELLED, "dog", THREE, NAMES),
    "names": Form(LABELLED, "dog,cat,eel", THREE, NAMES),
    "names in brackets": Form(LABELLED, "[b],a b,[b]", TWO + "; 0.5,0.5", ("--classes", "a b,[b]")),
    "names and indices": Form(LABELLED, "dog;0;eel", THREE, NAMES),
    "names that are numbers": Form(LABELLED, "7;3;5", THREE, ("--classes", "3,5,7")),
    "names that are other indices": Form(LABELLED, "1;0", TWO, ("--classes", "1,0")),
    "ignored": Form(LABELLED, "0,-100,2", THREE, ("--ignore", "-100")),
    "ignored, as many as classes": Form(LABELLED, "0,1", TWO, ("--ignore", "1")),
    "ignored with a point": Form(LABELLED, "0;1.0;2", THREE, ("--ignore", "1")),
    "ignored by name": Form(LABELLED, "dog;1;eel", THREE, (*NAMES, "--ignore", "dog")),
    "one-hot": Form(LABELLED, "0,1,0", ONE_OF_THREE),
    "one-hot with points, one row against many": Form(LABELLED, "0.0,1.0,0", THREE),
    "one-hots": Form(LABELLED, "0,1,0;1,0,0;0,0,1", THREE),
    "distribution": Form(LABELLED, "0.2,0.5,0.3", ONE_OF_THREE),
    "distribution, one row against many": Form(LABELLED, "0.2,0.5,0.3", THREE),
    "distributions": Form(LABELLED, "0.2,0.5,0.3; 0.1,0.8,0.1; 1,0,0", THREE),
    "distributions against one row": Form(LABELLED, "0.2,0.5,0.3; 0.1,0.8,0.1", ONE_OF_THREE),
    "elements": Form(BINARY, "1;0;0.5", COLUMN),
    "element, one against many": Form(BINARY, "1", COLUMN),
    "rows of elements": Form(BINARY[:1] + BINARY[3:4], "1,0;0,1;1,0.5", "0.9,0.2; 0.1,0.8; 0.3,0.4"),
    "row of elements against many": Form(BINARY[:1] + BINARY[3:4], "1,0", "0.9,0.2; 0.1,0.8; 0.3,0.4"),
    "kl": Form(KL, "0.2,0.5,0.3; 0.1,0.8,0.1; 1,0,0", THREE),
    "kl, one row against many": Form(KL, "0.2,0.5,0.3", THREE),
    "kl against one row": Form(KL, "0.2,0.5,0.3; 0.1,0.8,0.1", ONE_OF_THREE),
    "kl of whole numbers": Form(KL, "0,1", TWO),
    "no such class": Form(LABELLED, "0;3;1", THREE, (), "3"),
    "no such one-based class": Form(LABELLED, "0;1;2", THREE, ("--one-based",), "0"),
    "no such name": Form(LABELLED, "cat;cow;dog", THREE, NAMES, "cow"),
    "an index where names are numbers": Form(LABELLED, "0;3;5", THREE, ("--classes", "3,5,7"), "0"),
    "a fraction for a class": Form(LABELLED, "0;0.5;1", THREE, (), "0.5"),
    "indices that are too few": Form(LABELLED, "0;1", THREE, (), "rows"),
    "distributions too narrow": Form(LABELLED, "0.5,0.5;0,1;1,0", THREE, (), "TARGET has 2"),
    "distributions that do not sum to 1": Form(LABELLED, "0.2,0.5,0.2;0,1,0;1,0,0", THREE, (), "sums to 0.9"),
    "elements beyond 1": Form(BINARY, "1;2;0", COLUMN, (), "2"),
    "nothing to ignore in distributions": Form(LABELLED, "0.2,0.5,0.3", THREE, ("--ignore", "0"), "--ignore"),
    "all ignored": Form(LABELLED[:3], "1;1;1", THREE, ("--ignore", "1"), "label"),
    "kl of labels": Form(KL, "0;1;2", THREE, (), "has 1"),
}
CASES = [
    pytest.param(form, command, id=f"{name}: {' '.join(command)}")
    for name, form in FORMS.items()
    for command in form.commands
]
FORMATS = ("csv", "bare.csv", "tsv", "jsonl", "npy", "parquet")


def cells(text: str) -> list[list[str]]:
    """The cells of typed rows."""
    return [[cell.strip() for cell in row.split(",")] for row in text.split(";")]


def columns_of(form: Form) -> list[list[str]]:
    """TARGET as a table has it: a list of labels is a column."""
    rows = cells(form.target)
    a_list = len(rows) == 1 and form.commands is LABELLED and len(cells(form.pred)) > 1 and "." not in form.target
    return [[cell] for cell in rows[0]] if a_list else rows


def number(cell: str) -> int | float | str:
    """A cell as what it is."""
    for kind in (int, float):
        with suppress(ValueError):
            return kind(cell)
    return cell


def named(rows: list[list[str]], letter: str) -> dict[str, list[str]]:
    """Columns called by a letter and counted."""
    return {f"{letter}{k}": list(column) for k, column in enumerate(zip(*rows, strict=True))}


def write(path: Path, columns: dict[str, list[str]]) -> str:
    """A file in the format that its name ends with."""
    rows = list(zip(*columns.values(), strict=True))
    read = {name: [number(cell) for cell in column] for name, column in columns.items()}
    texts = {name for name, column in read.items() if any(isinstance(value, str) for value in column)}
    typed = {name: columns[name] if name in texts else read[name] for name in columns}
    match path.suffixes:
        case [".parquet"]:
            pa.parquet.write_table(pa.table(typed), path)
        case [".npy"]:
            np.save(path, np.array(list(typed.values())).T)
        case [".jsonl"]:
            lines = (dict(zip(columns, row, strict=True)) for row in zip(*typed.values(), strict=True))
            path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
        case _:
            mark = "\t" if path.suffix == ".tsv" else ","
            header = [] if path.suffixes == [".bare", ".csv"] else [columns]
            path.write_text("".join(f"{mark.join(row)}\n" for row in [*header, *rows]))
    return str(path)


@contextmanager
def piped(path: str) -> Iterator[str]:
    """Let standard input be a file."""
    kept = os.dup(0)
    with open(path, "rb") as file:
        os.dup2(file.fileno(), 0)
    stream._Raw.put_back = b""  # what is left of an earlier one
    try:
        yield "-"
    finally:
        os.dup2(kept, 0)
        os.close(kept)


def values(ran: Ran) -> list[float]:
    """All numbers of an answer."""
    return [float(cell) for cell in ran.out.replace(",", " ").split()]


def answers(xent: Xent, form: Form, command: tuple[str, ...], folder: Path) -> Iterator[tuple[str, Ran]]:
    """What comes of every way to hand over a TARGET and a PRED; first of both typed."""

    def ran(*operands: str) -> Ran:
        return xent(*command, *operands, *form.options, "-q")

    yield "typed", ran(form.target, form.pred)
    truth, predictions = named(columns_of(form), "t"), named(cells(form.pred), "p")
    # How a format is read has nothing to do with the measure: some of them for every command, all for one of each kind.
    for kind in FORMATS if command in (("ce",), ("bce",), ("kl",)) else ("csv", "bare.csv", "parquet"):
        target, pred = write(folder / f"t.{kind}", truth), write(folder / f"p.{kind}", predictions)
        yield f"typed and {kind}", ran(form.target, pred)
        yield f"{kind} and typed", ran(target, form.pred)
        yield f"{kind} and {kind}", ran(target, pred)
    line = folder / "line.txt"
    line.write_text(form.target.replace(";", "\n"))
    yield "a text and parquet", ran(str(line), str(folder / "p.parquet"))
    for name in ("line.txt", "t.csv", "t.bare.csv"):
        with piped(str(folder / name)) as pipe:
            yield f"pipe of {name} and parquet", ran(pipe, str(folder / "p.parquet"))
        with piped(str(folder / name)) as pipe:
            yield f"pipe of {name} and typed", ran(pipe, form.pred)
    for name in ("p.csv", "p.bare.csv"):
        with piped(str(folder / name)) as pipe:
            yield f"typed and pipe of {name}", ran(form.target, pipe)
    rows = [max(map(len, columns.values())) for columns in (truth, predictions)]
    if min(rows) in (1, max(rows)):
        both = {name: column * (max(rows) // len(column)) for name, column in (truth | predictions).items()}
        for kind in ("csv", "jsonl", "parquet"):
            path = write(folder / f"both.{kind}", both)
            yield f"{kind} of both", ran(path, "--target", "t*", "--pred", "p*")


@pytest.mark.parametrize(("form", "command"), CASES)
def test_a_target_means_the_same_however_it_is_handed_over(
    xent: Xent, tmp_path: Path, form: Form, command: tuple[str, ...]
) -> None:
    (_, typed), *others = answers(xent, form, command, tmp_path)
    assert typed.code == (2 if form.said else 0), typed.err
    for way, ran in others:
        assert ran.code == typed.code, f"{way}: {ran.out}{ran.err}"
        assert values(ran) == pytest.approx(values(typed), rel=1e-12), way
    for way, ran in [("typed", typed), *others]:
        assert form.said in ran.err, way
    assert len({ran.out for _, ran in others}) <= 2  # certified, and in float64


@pytest.mark.parametrize(
    ("target", "rows", "options"),
    [
        ("1", "1", ["--classes", "3"]),
        ("0,2,1,0", "0;2;1;0", ["--classes", "3"]),
        ("2,2", "2;2", ["--classes", "2", "--one-based"]),
        ("0;2.0;1", "0;2.0;1", ["--classes", "3"]),
        ("dog,cat,eel", "dog;cat;eel", [*NAMES]),
        ("0;-1;2", "0;-1;2", ["--classes", "3", "--ignore", "-1"]),
        ("0,1,0", "0,1,0", ["--classes", "3"]),
        ("0.2,0.5,0.3", "0.2,0.5,0.3", []),
        ("0.2,0.5,0.3; 0,1,0", "0.2,0.5,0.3; 0,1,0", ["--classes", "3"]),
        ("1;0;0.5", "1;0;0.5", []),
        ("0;3", "0;3", ["--classes", "3"]),
        ("cat;cow", "cat;cow", [*NAMES]),
        ("0.2,0.5,0.2; 0,1,0", "0.2,0.5,0.2; 0,1,0", []),
        ("0.2,0.5,0.3; 0,1,0", "0.2,0.5,0.3; 0,1,0", ["--ignore", "0"]),
    ],
)
def test_a_target_alone_means_the_same_however_it_is_handed_over(
    xent: Xent, tmp_path: Path, target: str, rows: str, options: list[str]
) -> None:
    typed = xent("smooth", target, *options, "-q")
    for kind in FORMATS:
        path = write(tmp_path / f"t.{kind}", named(cells(rows), "t"))
        ran = xent("smooth", path, *options, "-q")
        assert (ran.code, values(ran)) == (typed.code, pytest.approx(values(typed), rel=1e-12)), f"{kind}: {ran.err}"
    for text in (target.replace(";", "\n"), rows.replace(";", "\n").replace(" ", "")):
        (tmp_path / "text").write_text(text)
        with piped(str(tmp_path / "text")) as pipe:
            ran = xent("smooth", pipe, *options, "-q")
        assert (ran.code, values(ran)) == (typed.code, pytest.approx(values(typed), rel=1e-12)), f"{text}: {ran.err}"
