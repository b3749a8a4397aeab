"""How a code came about: its merges, and its tree drawn line by line."""

from collections.abc import Sequence
from fractions import Fraction

from xent_cli.answers.worked import Column, Grid
from xent_cli.core.huffman import DIGITS, Node


def merges_grid(names: Sequence[str], merges: Sequence[Node]) -> Grid:
    """A line per merge."""
    columns = (
        Column("step", "step", tuple(range(1, len(merges) + 1))),
        Column("merged", "merged", tuple(" + ".join(name(names, part) for part in node.parts) for node in merges)),
        Column("weights", "weights", tuple(" + ".join(shown(part.weight) for part in node.parts) for node in merges)),
        Column("sum", "sum", tuple(float(node.weight) for node in merges)),
    )
    return Grid("merges", "merges, the lightest first", columns)


def name(names: Sequence[str], node: Node) -> str:
    """A symbol by its name, a merge by its step."""
    return names[node.number] if not node.parts else f"[{node.number - len(names) + 1}]"


def shown(weight: Fraction) -> str:
    """A weight for the eye."""
    return f"{float(weight):.6g}"


def tree_grid(names: Sequence[str], root: Node) -> Grid:
    """The tree from its root, a line per node."""
    lines: list[tuple[str, str, str]] = []
    waiting: list[tuple[Node, str, str, str]] = [(root, "", "", "")]
    while waiting:
        node, word, before, below = waiting.pop()
        leaf = "" if node.parts else f"  {name(names, node)}"
        lines.append((f"{before}{shown(node.weight)}{leaf}", word, name(names, node)))
        count = len(node.parts)
        for i in reversed(range(count)):
            last = i == count - 1
            edge = f"{below}{'+' if last else '|'}-{DIGITS[i]}- "
            waiting.append((node.parts[i], word + DIGITS[i], edge, below + ("     " if last else "|    ")))
    drawn, words, nodes = zip(*lines, strict=True)
    columns = (Column("tree", "tree", drawn), Column("word", "word so far", words), Column("node", "node", nodes))
    return Grid("tree", "", columns)
