"""Calls that make files of files: sheets of a key, questions for Moodle, totals of tables."""

from random import Random

from .case import Case
from .grammar import Setting, commands
from .sheets import class_table, key
from .typed import OF_FILES, arranged, options

OPERANDS = {
    "part": (("ce", "table.csv"), ("kl", "table.csv"), ("nosuch", "table.csv"), ("ce",)),
    "merge": (("key.txt",), ("-",), ("table.csv", "nosuch.totals")),
    "export": (("moodle", "key.txt"), ("gift", "key.txt"), ("xml", "key.txt"), ("gift", "-")),
}


def files_call(r: Random) -> Case:
    """One of the commands whose operands are files and no tables."""
    others = [each for each in commands() if not each.operands or OF_FILES & {*each.operands}]
    command = r.choice([each for each in others if each.name != "check"])
    files = {"key.txt": key(r), "names.csv": class_table(r), "table.csv": b"y,a,b\n0,0.5,0.5\n1,0.2,0.8\n"}
    operands = r.choice(OPERANDS.get(command.name, (("key.txt",),)))
    flags = options(r, command, Setting((), 3, 1))
    if command.name == "make" and r.random() < 0.8:
        flags += [["--students", "names.csv"], ["-o", "made"]]
    if command.name == "export":  # what goes to standard output is in a format of its own
        flags += [["-o", "quiz"]]
    return Case(arranged(r, [command.name], [[word] for word in operands], flags), files, b"")
