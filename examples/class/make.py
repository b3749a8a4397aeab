"""Thirty made-up answer sheets, as a form exports them, and which mistake each student was given where."""

import csv
from collections.abc import Callable, Sequence
from math import exp, log, log2, log10
from pathlib import Path
from random import Random

NAMES = [
    "Ada", "Alan", "Amir", "Bela", "Carl", "Chen", "Dora", "Edith", "Emil", "Fatima", "Gita", "Hugo", "Ines", "Ivan",
    "Jana", "Karim", "Leon", "Lina", "Mara", "Nils", "Olga", "Omar", "Pia", "Quentin", "Rosa", "Samir", "Tara", "Uwe",
    "Vera", "Yuki",
]  # fmt: skip
P, Q = (0.5, 0.3, 0.2), (0.7, 0.2, 0.1)
LABELS, PROBS = (1, 0, 1), (0.9, 0.2, 0.6)
LOGITS = (2, 1, 0.1)
BRANCHES = ((2, 3), (4, 0), (3, 2))


def softmax(base: float = exp(1)) -> list[float]:
    """The logits as probabilities."""
    powers = [base**z for z in LOGITS]
    return [power / sum(powers) for power in powers]


def kl(p: Sequence[float], q: Sequence[float], ln: Callable[[float], float] = log) -> float:
    """D(p‖q)."""
    return sum(a * ln(a / b) for a, b in zip(p, q, strict=True))


def losses(ln: Callable[[float], float] = log) -> list[float]:
    """The binary cross-entropies."""
    return [-ln(p) if y else -ln(1 - p) for y, p in zip(LABELS, PROBS, strict=True)]


def entropy(counts: Sequence[int], ln: Callable[[float], float] = log2) -> float:
    """The entropy of counts."""
    return -sum(n / sum(counts) * ln(n / sum(counts)) for n in counts if n)


def gain(ln: Callable[[float], float] = log2, weighted: bool = True) -> float:
    """What the branches tell of the classes."""
    whole = [sum(counts) for counts in zip(*BRANCHES, strict=True)]
    shares = [sum(branch) / sum(whole) if weighted else 1 for branch in BRANCHES]
    left = sum(share * entropy(branch, ln) for share, branch in zip(shares, BRANCHES, strict=True))
    return entropy(whole, ln) - left


def gradient(true: int, sign: int = 1) -> list[float]:
    """ŷ - y; -1 stands for no class at all."""
    return [sign * (p - (k == true)) for k, p in enumerate(softmax())]


Answer = float | list[float] | None
# What a student may do, and what comes of it; the first is right. How many of thirty make each mistake is planted.
QUESTIONS: dict[str, dict[str, tuple[Answer, int]]] = {
    "Q1": {
        "": (-log(0.7), 0),
        "log2 taken instead of ln": (-log2(0.7), 11),
        "log10 taken instead of ln": (-log10(0.7), 4),
        "minus sign missing": (log(0.7), 2),
    },
    "Q2": {"": (1.5, 0), "ln taken instead of log2": (entropy((2, 1, 1), log), 5), "missing": (None, 2)},
    "Q3": {"": (softmax(), 0), "logits divided by their sum instead of a softmax": ([z / 3.1 for z in LOGITS], 6)},
    "Q4": {"": (0.0, 0), "missing": (None, 3)},  # worked out of the student's own Q3
    "Q5": {
        "": (kl(P, Q), 0),
        "true and predicted swapped": (kl(Q, P), 9),
        "log2 taken instead of ln": (kl(P, Q, log2), 3),
    },
    "Q6": {
        "": (sum(losses()) / 3, 0),
        "sum instead of mean": (sum(losses()), 8),
        "only the term of y = 1": ((losses()[0] + losses()[2]) / 3, 4),
    },
    "Q7": {
        "": (gain(), 0),
        "branches without their weights": (gain(weighted=False), 5),
        "ln taken instead of log2": (gain(log), 3),
    },
    "Q8": {"": (gradient(0), 0), "sign flipped": (gradient(0, -1), 7), "y not subtracted": (gradient(-1), 3)},
}


def written(answer: Answer) -> str:
    """An answer to three decimals."""
    numbers = answer if isinstance(answer, list) else [] if answer is None else [answer]
    return ", ".join(f"{x:.3f}" for x in numbers)


def plan(random: Random) -> dict[str, list[str]]:
    """Each question's mistakes, dealt out to the students."""
    dealt = {}
    for question, ways in QUESTIONS.items():
        mistakes = [name for name, (_, count) in ways.items() for _ in range(count)]
        dealt[question] = random.sample(mistakes + [""] * (len(NAMES) - len(mistakes)), len(NAMES))
    return dealt


dealt = plan(Random(30))
folder = Path(__file__).parent
with (folder / "class.csv").open("w", newline="", encoding="utf-8") as file:
    table = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow(["Timestamp", "Name", "Email Address", *(f"{question}: your answer" for question in QUESTIONS)])
    for i, name in enumerate(NAMES):
        answers = {question: QUESTIONS[question][dealt[question][i]][0] for question in QUESTIONS}
        own = [float(text) for text in written(answers["Q3"]).split(",")]
        answers["Q4"] = None if answers["Q4"] is None else -log(own[0] / sum(own))
        when, mail = f"2026/11/21 {9 + i // 12}:{i * 5 % 60:02}", f"{name.lower()}@example.org"
        table.writerow([when, name, mail, *map(written, answers.values())])
with (folder / "planted.csv").open("w", newline="", encoding="utf-8") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["student", "question", "mistake"])
    found = ((name, question, dealt[question][i]) for i, name in enumerate(NAMES) for question in QUESTIONS)
    table.writerows(row for row in found if row[2])
