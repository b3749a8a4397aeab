"""Notes in Markdown, whose claims are checked so that they cannot go stale."""

import re
from collections.abc import Iterator

from xent_cli.verify.sheet import BOM, Line, numbered, read_line

_NOTES = re.compile(r"\.(?:md|markdown|qmd|rmd)\Z", re.IGNORECASE)
# A line that opens or closes a block, in a list or a quotation too; what the block is of.
_FENCE = re.compile(r"[\s>]*(`{3,}|~{3,})\s*\{?\.?([\w-]*)")
_COMMENT = re.compile(r"(?<!`)<!--\s*xent:(.*?)-->", re.DOTALL)
_PROMPT = re.compile(r"(?:\$\s+)?(xent\s.*)")


def is_notes(file: str) -> bool:
    """Whether a file is one of notes."""
    return bool(_NOTES.search(file))


def read_notes(file: str, text: str) -> tuple[Line, ...]:
    """The claims in notes: in comments, in blocks of `xent`, and behind the command `xent` in other blocks.

    >>> notes = "a\\n<!-- xent: ce 0 0.7,0.3 = 0.357 -->\\n~~~\\nxent kl 1,0 1,0 = 0\\nxent ce 0 1,0\\n~~~\\n"
    >>> [(line.number, line.command, line.claim) for line in read_notes("", notes)]
    [(2, 'ce 0 0.7,0.3', '0.357'), (4, 'xent kl 1,0 1,0', '0')]
    """
    text = text.removeprefix(BOM)
    blocks = list(fenced(text))
    inside = {number for number, _, _ in blocks}
    lines = [read_line(file, number, words) for number, of, line in blocks if (words := claimed(of, line))]
    found = [line for line in lines if line.claim is not None]
    outside = "\n".join("" if n in inside else line for n, line in enumerate(text.split("\n"), start=1))
    for comment in _COMMENT.finditer(outside):
        first = outside.count("\n", 0, comment.start(1))
        found += [read_line(file, first + n, words) for n, words, _ in numbered(comment[1]) if words]
    return tuple(sorted(found, key=lambda line: line.number))


def fenced(text: str) -> Iterator[tuple[int, str, str]]:
    """The lines within fences with their numbers, and what the block is said to be of."""
    fence, of = "", ""
    for number, line in enumerate(text.split("\n"), start=1):
        found = _FENCE.match(line)
        rest = line[found.end() :].strip() if found else ""
        if not fence:
            fence, of = (found[1], found[2]) if found and "`" not in rest else ("", "")
        elif found and found[1].startswith(fence) and not found[2] + rest:
            fence = ""
        else:
            yield number, of, line


def claimed(of: str, line: str) -> str:
    """What a line of a block may claim."""
    ((_, words, _),) = list(numbered(line.lstrip("> \t\r"))) or [(1, "", "")]
    command = _PROMPT.fullmatch(words)
    if command:
        return command[1]
    return words if of == "xent" else ""
