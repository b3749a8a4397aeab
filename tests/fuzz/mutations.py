"""A call made wrong: a token more, less or other, a character where none belongs."""

import re
from random import Random

from . import numerals
from .case import Case

TOKENS = (
    "", " ", "-", "--", "-q", "--json", "--format=csv", "--format=markdown", "--logits", "--wat", "--helpp", "-1",
    "-inf", "=", "0", "1,0", "0.5;0.5", ";;", "],[", "[[", "x.csv", "/", "/dev/null", ".", "--color=always", "--help",
    "--expect=0.357", "--expect=nan", "--digits=50", "--reduction=none", "--at-most=1", "--base=2", "\x1b[31m",
    "--pred", "a\nb", "[x]", "-t", "0.7,0.2,0.1", "−1,2", "cat", "１,２", "--no-steps", "--strict", "\udcff", "1e4000",
    "0/0", "--version",
)  # fmt: skip
CHARACTERS = "0123456789.,;:/%eE+-−∞[](){}='\"\\ \t\n\r*?#$~|<>&\x1b\x07\x9b\u202e\u2028é１²½\udcff"
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)


def mutated(r: Random, case: Case) -> Case:
    """The call after some mutations; most calls have none."""
    argv = list(case.argv)
    for _ in range(r.choice((0, 0, 0, 0, 0, 1, 1, 2))):
        argv = _mutation(r, argv)
    return case._replace(argv=tuple(argv))


def _mutation(r: Random, argv: list[str]) -> list[str]:
    """One token made other."""
    at = r.randrange(len(argv))
    token = argv[at]
    match r.randrange(12):
        case 0 if len(argv) > 1:
            return argv[:at] + argv[at + 1 :]
        case 1:
            return [*argv[:at], token, *argv[at:]]
        case 2:
            other = r.randrange(len(argv))
            argv[at], argv[other] = argv[other], token
            return argv
        case 3:
            return [*argv[: at + 1], r.choice(TOKENS), *argv[at + 1 :]]
    return [*argv[:at], _misspelled(r, token), *argv[at + 1 :]]


def _misspelled(r: Random, token: str) -> str:
    """Another text of nearly the same characters."""
    place = r.randrange(len(token) + 1)
    match r.randrange(8):
        case 0:
            return token[:place] + r.choice(CHARACTERS) + token[place:]
        case 1:
            return token[:place] + token[place + 1 :]
        case 2:
            return token[:place]
        case 3:
            return token * r.choice((2, 3, 100)) if len(token) < 100 else token[:50]
        case 4:
            return token.replace(",", r.choice((";", " ", ",,", "", ", ", "\n", "/", ",-")))
        case 5:
            return r.choice(TOKENS)
    numbers = list(NUMBER.finditer(token))
    if not numbers:
        return token + numerals.odd(r)
    found = r.choice(numbers)
    return token[: found.start()] + numerals.odd(r) + token[found.end() :]
