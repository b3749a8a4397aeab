import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ANSI = re.compile(r"\x1b\[[0-9;]*m")
EIGHT_COLUMNS = ("ce", "goldfish", "2,1,-100.125", "--logits", "--classes", "cat,dog,goldfish")

Screen = Callable[..., str]


@pytest.fixture
def screen() -> Screen:
    """What a command shows on a terminal so many columns wide."""

    def show(*argv: str, columns: int = 80, **environment: str) -> str:
        master, slave = pty.openpty()
        env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": str(columns), "TERM": "xterm-256color", **environment}
        env = {name: value for name, value in env.items() if value}
        process = subprocess.Popen([sys.executable, "-m", "xent_cli", *argv], stdout=slave, env=env)
        os.close(slave)
        shown = b""
        while True:
            try:
                piece = os.read(master, 1 << 16)
            except OSError:  # all that had it open have closed it
                break
            if not piece:
                break
            shown += piece
        os.close(master)
        assert process.wait() == 0
        return shown.decode().replace("\r\n", "\n")

    return show


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_line_is_wider_than_the_screen(screen: Screen, columns: int) -> None:
    lines = ANSI.sub("", screen(*EIGHT_COLUMNS, columns=columns)).splitlines()
    assert max(map(len, lines)) <= columns


@pytest.mark.parametrize("digits", [6, 17])
def test_a_narrow_screen_elides_no_digit(screen: Screen, digits: int) -> None:
    narrow, wide = (
        set(re.findall(r"-?\d[\d.e-]*", ANSI.sub("", screen(*EIGHT_COLUMNS, "--digits", str(digits), columns=columns))))
        for columns in (80, 200)
    )
    assert narrow == wide


def test_eight_columns_stand_side_by_side_at_80(screen: Screen) -> None:
    shown = ANSI.sub("", screen("ce", "dog", "2,1,0.1", "--logits", "--classes", "cat,dog,goldfish"))
    assert "k         z_k  z_k - m  e^(z_k-m)  p_k        ŷ_k    ln ŷ_k  -p_k ln ŷ_k" in shown


def test_colour_where_somebody_sees_it(screen: Screen) -> None:
    assert ANSI.search(screen("ce", "0", "0.7,0.3", NO_COLOR=""))
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", screen("ce", "0", "0.7,0.3", NO_COLOR="1"))
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", screen("ce", "0", "0.7,0.3", "--color", "never"))


def test_what_the_user_named_is_not_interpreted(screen: Screen) -> None:
    shown = ANSI.sub("", screen("ce", "[cat]", "0.5,0.25,0.25", "--classes", "[cat],[/x],:dog:"))
    assert all(name in shown for name in ("[cat]", "[/x]", ":dog:"))


def test_each_part_of_a_wide_table_begins_with_what_tells_its_lines_apart(screen: Screen, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("grad ce 0 2,1,0.1 --logits = -0.3409988611140321,0.2424329707047139,0.09856589040931818\n")
    shown = ANSI.sub("", screen("check", str(sheet), columns=60)).splitlines()
    heads = [line for line in shown if line.startswith("file")]
    assert len(heads) > 1
    assert all(head.split()[:2] == ["file", "line"] for head in heads)


def test_a_part_without_sums_has_no_line_for_them(screen: Screen) -> None:
    shown = ANSI.sub("", screen(*EIGHT_COLUMNS, "--digits", "15", columns=60)).splitlines()
    sums = [line.split() for line in shown if line.startswith("Σ")]
    assert sums
    assert all(len(line) > 1 for line in sums)
    assert len(sums) < sum(line.startswith("k ") for line in shown)
