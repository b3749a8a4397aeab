"""Bars beside a table's numbers, of characters alone."""

import sys
from collections.abc import Sequence

from xent_cli.answers.worked import Column
from xent_cli.render.block import Strip

WIDTH = 16  # of characters; a table of fifteen bins then fits into 80
EIGHTHS = " ▏▎▍▌▋▊▉"
FULL, STROKE = "█", "│"
PLAIN = {ord(FULL): "#", ord(STROKE): "|"} | {ord(part): " #"[i >= 4] for i, part in enumerate(EIGHTHS) if i}


def reliability_bars(columns: Sequence[Column]) -> Strip:
    """Of each bin how often it came true, with a stroke where its confidence is."""
    shares = {column.name: [x for x in column.values if isinstance(x, float)] for column in columns}
    lines = zip(shares["accuracy"], shares["confidence"], strict=True)
    cells = tuple(marked(bar(came), said) for came, said in lines)
    return Strip(drawable(f"accuracy {STROKE} conf."), tuple(map(drawable, cells)), spare=True)


def share_bars(columns: Sequence[Column]) -> Strip:
    """Of each class its share of the sum, beside the largest."""
    (shares,) = ([x for x in column.values if isinstance(x, float)] for column in columns if column.name == "share")
    largest = max((x for x in shares if x > 0), default=1.0)
    return Strip("", tuple(drawable(bar(x / largest).rstrip()) if x > 0 else "" for x in shares), spare=True)


def bar(share: float) -> str:
    """A bar as long as a share of its whole width.

    >>> bar(0.5), bar(0.51)
    ('████████        ', '████████▏       ')
    """
    whole, eighths = divmod(round(min(max(share, 0.0), 1.0) * WIDTH * 8), 8)
    return (FULL * whole + EIGHTHS[eighths] * (whole < WIDTH)).ljust(WIDTH)


def marked(text: str, share: float) -> str:
    """The bar with a stroke at a share of its width."""
    at = min(int(share * WIDTH), WIDTH - 1)
    return text[:at] + STROKE + text[at + 1 :]


def drawable(text: str) -> str:
    """The same in characters that standard output knows."""
    return text if knows(text) else text.translate(PLAIN)


def knows(text: str) -> bool:
    """Whether standard output can show it; what is no stream of bytes can show all."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


# By the last column of the table.
BARS = {"gap": reliability_bars, "share": share_bars}
