"""Numbers, vectors and matrices as people type them, and as nobody should."""

from math import log
from random import Random

ODD = (
    "0", "-0", "0.0", "1", "-1", "2", "1e-320", "5e-324", "1e308", "1e309", "-1e308", "1e4000", "1e-4000", "1e9999",
    "1e99999999", "inf", "-inf", "∞", "-∞", "nan", "NaN", "-nan", "1/0", "0/0", "1/3", "-1/3", "1/1e-4000", "1//2",
    "70%", "100%", "-5%", "%", "1e-3%", "0x10", "1_000", "１", "٣", "½", "²", "−1", "+1", "+-1", ".5", "5.", ".", "e",
    "1e", "1e+", "00", "1" * 300, "0." + "3" * 300, "9" * 1200, "1e-17", "0.9999999999999999", "1.0000000000000002",
    "0.30000000000000004", "2147483648", "9223372036854775808", "1e22", "True", "None", "null", "",
)  # fmt: skip
TEXTBOOK = (
    ("0.7", "0.2", "0.1"), ("0.5", "0.25", "0.25"), ("0.9", "0.1"), ("1/3", "1/3", "1/3"), ("0.5", "0.5"),
    ("70%", "20%", "10%"), ("1", "0", "0"), ("0", "1"), ("0.999", "0.0005", "0.0005"), ("1",),
)  # fmt: skip
SCORES = ("2", "1", "0.1", "-1.2", "0", "0.12", "4.8", "-3", "1e-3", "40", "-40", "750", "1000", "-inf", "1e5", "3.25")
LABELS = ("0", "1", "2", "3", "cat", "dog")


def odd(r: Random) -> str:
    """Something that looks like a number, and may be one."""
    return r.choice(ODD)


def share(r: Random) -> str:
    """A number from 0 to 1."""
    return r.choice((str(round(r.random(), r.randrange(1, 6))), repr(r.random()), f"{r.randrange(101)}%", "0.5", "1/3"))


def parts(r: Random, width: int) -> list[int]:
    """Whole numbers, not all of them 0."""
    drawn = [r.choice((0, 1, 1, 2, 3, 5, 17, 1000)) for _ in range(width - 1)] + [1]
    r.shuffle(drawn)
    return drawn


def distribution(r: Random, width: int) -> list[str]:
    """Numbers that sum to 1."""
    fitting = [vector for vector in TEXTBOOK if len(vector) == width]
    if fitting and r.random() < 0.5:
        return list(r.choice(fitting))
    drawn = parts(r, width)
    if r.random() < 0.5:
        return [f"{part}/{sum(drawn)}" for part in drawn]
    return [repr(part / sum(drawn)) for part in drawn]


def scores(r: Random, width: int) -> list[str]:
    """Any numbers."""
    if r.random() < 0.5:
        return [r.choice(SCORES) for _ in range(width)]
    return [repr(round(r.gauss(0, 5), r.randrange(12))) for _ in range(width)]


def log_probs(r: Random, width: int) -> list[str]:
    """Logarithms of numbers that sum to 1."""
    drawn = parts(r, width)
    return [repr(log(part / sum(drawn))) if part else "-inf" for part in drawn]


def row(r: Random, width: int, kind: str) -> list[str]:
    """A row of the numbers that an option calls them."""
    match kind:
        case "--logits":
            return scores(r, width)
        case "--log-probs":
            return log_probs(r, width)
        case "--counts":
            return [str(part) for part in parts(r, width)]
        case "elements":
            return [share(r) for _ in range(width)]
    return distribution(r, width)


def typed(r: Random, rows: list[list[str]]) -> str:
    """Rows as one text: plain, or pasted from where they were printed."""
    cells = r.choice((",", ",", ",", ", ", " "))
    lines = [cells.join(cells_of) for cells_of in rows]
    match r.randrange(8):
        case 0:
            return "[" + ", ".join(f"[{line}]" for line in lines) + "]" if len(lines) > 1 else f"[{lines[0]}]"
        case 1:
            return f"array([{'],['.join(lines)}])" if len(lines) == 1 else "; ".join(lines)
        case 2:
            return "\n".join(lines)
    return r.choice((";", "; ")).join(lines)
