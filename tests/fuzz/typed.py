"""Calls on typed numbers: most of them as a person would make them."""

from random import Random
from typing import NamedTuple

from . import numerals
from .case import Case
from .grammar import KINDS, SPOILING, Command, Setting, commands, said

ELEMENTWISE = ("bce", "sigmoid")
BINARY = (*ELEMENTWISE, "focal", "smooth")
NAMES = ("cat", "dog", "goldfish")
OF_FILES = {"FILE...", "KEY"}


class Question(NamedTuple):
    """What is asked of which numbers."""

    command: Command
    loss: str
    kind: str
    width: int
    rows: int

    @property
    def elementwise(self) -> bool:
        """Whether each number stands for itself."""
        return self.loss in ELEMENTWISE or (self.loss in BINARY and self.width == 1)

    @property
    def numbers(self) -> str:
        """What PRED is."""
        return "elements" if self.elementwise and not self.kind else self.kind

    @property
    def words(self) -> list[str]:
        """The command line as far as it is known."""
        kind = [self.kind] if self.kind and self.kind in self.flags else []
        return [self.command.name, *([self.loss] if self.loss != self.command.name else []), *kind]

    @property
    def flags(self) -> set[str]:
        """The spellings of the command's options."""
        return {name for option in self.command.options for name in option.names}

    @property
    def operands(self) -> list[str]:
        """What the operands are called."""
        return [word.strip("[]") for word in self.command.operands if word != "LOSS"]


def question(r: Random) -> Question:
    """A command that computes, and the shape of what it is to compute."""
    command = r.choice([each for each in commands() if each.operands and not OF_FILES & {*each.operands}])
    loss = r.choice(command.losses) if "LOSS" in command.operands else command.name
    kinds = [kind for kind in KINDS if any(kind in option.names for option in command.options)]
    kind = r.choice(kinds) if kinds and r.random() < 0.5 else ""
    kind = "--logits" if "LOGITS" in command.operands else kind
    one = (1, 1) if loss in BINARY else ()
    return Question(command, loss, kind, r.choice((*one, 2, 2, 3, 3, 3, 4, 10)), r.choice((1, 1, 1, 2, 3, 5)))


def typed_call(r: Random) -> Case:
    """A question typed."""
    return posed(r, question(r))


def posed(r: Random, asked: Question) -> Case:
    """The question with its operands typed, or one of them in a short file or piped in."""
    names = asked.operands
    texts = [_operand(r, name, asked, last=name == names[-1]) for name in names]
    if "[PRED]" in asked.command.operands and r.random() < 0.3:
        texts, flags = texts[:1], [["--classes", str(asked.width)]]
    else:
        flags = (
            [["--classes", ",".join(NAMES[: asked.width])]] if any(name in " ".join(texts) for name in NAMES) else []
        )
    files: dict[str, bytes] = {}
    stdin = b""
    if r.random() < 0.1:
        text, texts[-1] = texts[-1], r.choice(("-", "x.txt", "x.csv"))
        stdin, files = (text.encode(), {}) if texts[-1] == "-" else (b"", {texts[-1]: text.encode()})
    flags += options(r, asked.command, Setting((), asked.width, asked.rows), asked.kind)
    return Case(arranged(r, asked.words, [*([text] for text in texts)], flags), files, stdin)


def options(r: Random, command: Command, setting: Setting, kind: str = "") -> list[list[str]]:
    """Some options, with their values; seldom those that have no meaning here."""
    fitting = [o for o in command.options if o.names[0] not in KINDS]
    if r.random() < 0.95:
        senseless = "--normalize" if kind == "--logits" else "--temperature"
        fitting = [o for o in fitting if o.names[0] != senseless and (setting.columns or not o.of_tables)]
        fitting = [o for o in fitting if not o.of_claims] if r.random() < 0.6 else fitting
        fitting = [o for o in fitting if o.names[0] not in SPOILING] if r.random() < 0.8 else fitting
    chosen = r.sample(fitting, min(len(fitting), r.choice((0, 0, 1, 1, 2, 2, 3, 6))))
    if any(o.of_claims for o in chosen) and r.random() < 0.95:
        chosen += [o for o in fitting if o.metavar == "CLAIM" and o not in chosen]
    return [said(r, option, setting) for option in chosen]


def arranged(r: Random, words: list[str], operands: list[list[str]], flags: list[list[str]]) -> tuple[str, ...]:
    """The command first, its operands in their order, the options anywhere."""
    chunks = list(operands)
    for flag in flags:
        chunks.insert(r.randrange(len(chunks) + 1), flag)
    return (*words, *(token for chunk in chunks for token in chunk))


def _operand(r: Random, name: str, asked: Question, *, last: bool) -> str:
    """The text of an operand."""
    if name == "TARGET":
        return truth(r, asked)
    kind = asked.numbers if last else ""
    return numerals.typed(r, [numerals.row(r, asked.width, kind) for _ in range(asked.rows)])


def truth(r: Random, asked: Question) -> str:
    """Labels, names, distributions or elements."""
    width, rows = asked.width, asked.rows
    if asked.elementwise:
        soft = r.random() < 0.2
        drawn = [[numerals.share(r) if soft else r.choice("01") for _ in range(width)] for _ in range(rows)]
        return numerals.typed(r, drawn)
    if asked.loss == "kl" or r.random() < 0.2:
        return numerals.typed(r, [numerals.distribution(r, width) for _ in range(rows)])
    named = 1 < width <= len(NAMES) and r.random() < 0.2
    return ",".join(NAMES[r.randrange(width)] if named else str(r.randrange(width)) for _ in range(rows))
