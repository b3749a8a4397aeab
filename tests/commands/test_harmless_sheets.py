"""A line of a sheet may be anybody's: it writes no file, and starts or joins no cluster."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from xent_cli.app import COMMANDS, load
from xent_cli.core.errors import InputError
from xent_cli.verify.sheet import Line

from .conftest import Ran

Xent = Callable[..., Ran]
# How an option looks that names a place, and how one is explained that writes or connects.
PLACE = re.compile(r"FILE|DIR|PATH|FOLDER|ADDRESS|URL|://|\.\w")
DEED = re.compile(r"\b(writes?|saves?|stores?|keep|append|send|upload|export|join|connect|workers?)\b|to a file", re.I)
READS = {"--load", "--validation"}  # what is there already


def options() -> Iterator[tuple[str, Any]]:
    """Every option of every command that may stand in a sheet, with the command's name."""
    for name in COMMANDS:
        if not refused(f"{name} 0 1"):
            yield from ((name, param) for param in load(name).params if param.param_type_name == "option")


def refused(command: str) -> str:
    """Why the line of a sheet is not worked; nothing where it is."""
    try:
        assert Line("sheet", 1, command, "1").arguments
    except InputError as error:
        return str(error)
    return ""


def test_no_option_that_names_a_place_or_does_a_deed_may_stand_in_a_sheet() -> None:
    found = set()
    for name, option in options():
        does = PLACE.search(option.metavar or "") or DEED.search(option.help or "")
        if not does or set(option.opts) & READS:
            continue
        for spelling in option.opts:
            found.add(spelling)
            assert refused(f"{name} 0 1 {spelling} made.svg"), f"xent {name} {spelling}: {option.help}"
            assert refused(f"{name} 0 1 {spelling}=made.svg"), f"xent {name} {spelling}: {option.help}"
            assert spelling.startswith("--") or refused(f"{name} 0 1 {spelling}made.svg"), f"xent {name} {spelling}"
    assert found >= {"--save", "--write", "--predict", "--scheduler", "--scheduler-file"}


def test_commands_that_are_groups_of_others_may_not_either() -> None:
    groups = [name for name in COMMANDS if hasattr(load(name), "list_commands")]
    assert groups
    assert all(refused(f"{name} ce") for name in groups)


LINES = [
    ("part ce t.csv -t y -o made = 1", "part: the totals of rows are no answer; leave the line out"),
    ("part ce t.csv -t y -omade = 1", "part: the totals of rows are no answer; leave the line out"),
    ("check t.csv --answers --feedback made = 1", "check: a sheet is neither marked nor made within a sheet"),
    ("make t.csv --students t.csv -o made = 1", "make: a sheet is neither marked nor made within a sheet"),
    ("export gift t.csv -o made = 1", "export: a sheet is neither marked nor made within a sheet"),
    ("train t.csv -t y --save made.json = 1", "--save: nothing is written where a claim is judged"),
    ("train t.csv -t y --save=made.svg = 1", "--save=made.svg: nothing is written where a claim is judged"),
    ("train t.csv -t y --predict made.csv = 1", "--predict: nothing is written where a claim is judged"),
    ("calibration t.csv -t y --write made.csv = 1", "--write: nothing is written where a claim is judged"),
    ("sigmoid 2 --save made.svg = 0.9", "--save: nothing is written where a claim is judged; leave the option out"),
    ("bce t.csv -t y --scheduler local = 1", "--scheduler: no cluster works for a line of a sheet"),
    ("bce t.csv -t y --scheduler-file made = 1", "--scheduler-file: no cluster works for a line of a sheet"),
    ("bce t.csv -t y --scheduler=tcp://127.0.0.1:1 = 1", "no cluster works for a line of a sheet"),
]


def test_what_writes_or_connects_is_one_sentence_and_leaves_nothing_behind(
    xent: Xent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("y,p\n1,0.5\n0,0.25\n")
    Path("sheet.txt").write_text("\n".join(["ce 0 0.7,0.3 = 0.357", *(line for line, _ in LINES)]))
    ran = xent("check", "sheet.txt", "--json")
    assert ran.code == 1
    right, *lines = ran.json["lines"]
    assert right["status"] == "correct"
    for line, (_, said) in zip(lines, LINES, strict=True):
        assert line["status"] == "unusable"
        assert said in line["message"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sheet.txt", "t.csv"]


def test_at_the_shell_a_claim_does_not_keep_from_writing(
    xent: Xent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = xent("calibration", "1;1;1;0", "0.9;0.8;0.8;0.7", "--write", "made.csv", "--expect", "0.3")
    assert ran.code == 0
    assert Path("made.csv").is_file()
