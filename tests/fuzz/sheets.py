"""Sheets of claims to be marked: lines that ask and claim, and lines that do neither."""

import shlex
from random import Random

from .case import Case
from .grammar import CLAIMS, ODD_CLAIMS, Command, Setting, commands
from .typed import arranged, options, typed_call

ODD_LINES = (
    "", "# a comment", "ce 0 0.7,0.2,0.1", "= 0.357", "ce 0 0.7 = ", "ce '0 = 1", "check x.txt = 1", "ce - = 1", "=",
    "xent ce 0 0.7,0.3 = 0.357 # why", "ce 0 0.7,0.3 --expect 1 = 2", "--help = 1", "ce --help = 1", "\x1b[2J = 1",
    "softmax 1,2 = 0.269,0.731", "ce 0 0.7,0.3=0.357", "ce 0 missing.csv -t y = 1", "= = =", "\x00 = 1", "ce\t0\t1 = 0",
    "entropy 1/2,1/2 = ?", "kl 0.5,0.5 0.9,0.1 = 0.5108 nats", "ce 0 0.7,0.3 = \x1b]52;c;eA==\x07", "é = ½", "ce = 1",
    "--version = 1", " = ",
)  # fmt: skip


def sheet_call(r: Random) -> Case:
    """Sheets marked, or answers marked by a key."""
    check: Command = next(command for command in commands() if command.name == "check")
    flags = options(r, check, Setting((), 3, 1))
    if ["--answers"] in flags or r.random() < 0.3:
        flags = [*flags, *([] if ["--answers"] in flags else [["--answers"]])]
        if r.random() < 0.4:
            files = {"key.txt": key(r), "class.csv": class_table(r)}
            return Case(arranged(r, [check.name], [["key.txt"], ["class.csv"]], flags), files)
        answers = [r.choice((*CLAIMS, *ODD_CLAIMS, *ODD_LINES)) for _ in range(r.randrange(5))]
        files = {"key.txt": _sheet(r), "ann.txt": "\n".join(answers).encode("utf-8", "replace")}
        return Case(arranged(r, [check.name], [["key.txt"], ["ann.txt"]], flags), files)
    if r.random() < 0.3:
        return Case(arranged(r, [check.name], [["-"]], flags), {}, _sheet(r))
    name = r.choice(("sheet.txt", "sheet.txt", "\x1b[2J.txt"))
    return Case(arranged(r, [check.name], [[name]], flags), {name: _sheet(r)})


def _sheet(r: Random) -> bytes:
    """A few lines."""
    lines = [_line(r) for _ in range(r.choice((1, 1, 2, 3, 6)))]
    data = "\n".join(lines).encode("utf-8", "replace")
    return r.choice((*[data] * 20, data + b"\n", data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data, data + b"\xff"))


def key(r: Random) -> bytes:
    """Questions with names, points and answers of others in them."""
    lines = [r.choice(("", "", "credit close=0.5 entry=0", "credit follows", "student Ann"))]
    for k in range(r.randrange(1, 4)):
        name = r.choice((f"Q{k + 1}: ", f"Q{k + 1}: ", f"{k}a:", "", "Q1: ", "a b: ", "\x1b[2J: "))
        points = r.choice(("", "", "[2] ", "[0.5 points]", "[-1] "))
        command = r.choice(
            (shlex.join(typed_call(r).argv), "softmax 2,1", "ce 0 $Q1", "kl ${Q1} 0.5,0.5", "entropy $Q2")
        )
        lines.append(f"{name}{points}{command}{r.choice(('', ' # why?'))}".replace("\n", ";"))
    return "\n".join(lines).encode("utf-8", "replace")


def class_table(r: Random) -> bytes:
    """A row for each student, more or less."""
    mark = r.choice(",;\t")
    rows = [["Name", *(r.choice((f"Q{k}", f"Question {k}", f"{k}: why", "x")) for k in range(1, 4))]]
    for _ in range(r.randrange(4)):
        rows.append(
            [r.choice(("Ann", "Ben", "", "../x", "\x1b[2J", '"')), *(r.choice((*CLAIMS, *ODD_CLAIMS)) for _ in "123")]
        )
    quote = r.choice(("", '"'))
    text = "\n".join(mark.join(f"{quote}{cell}{quote}" for cell in row) for row in rows)
    return r.choice(("", "\ufeff")).encode() + text.encode("utf-8", "replace")


def _line(r: Random) -> str:
    """A call with a claim behind it; its options of looks do no harm."""
    if r.random() < 0.25:
        return r.choice(ODD_LINES)
    return f"{shlex.join(typed_call(r).argv)} {r.choice(('=', '=', ' = ', '=='))} {r.choice(CLAIMS)}".replace("\n", ";")
