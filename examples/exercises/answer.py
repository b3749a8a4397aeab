"""Fills in the sheets: Anna knows it all, Ben took log10 and turned a sign, Chloe left one out and cut one off."""

import math
from pathlib import Path

from xent_cli.verify.key import read_key

HERE = Path(__file__).parent
KEY = read_key("key.txt", (HERE / "class" / "key.txt").read_text(encoding="utf-8"))


def ben(name: str, claim: str) -> str:
    """Decimal logarithms, and the sign of a gradient turned."""
    if name in ("Loss", "Apart"):
        return f"{float(claim) / math.log(10):.3f}"
    return ", ".join(f"{-float(x):.3f}" for x in claim.split(",")) if name == "Slope" else claim


def chloe(name: str, claim: str) -> str:
    """One left out, one cut off."""
    return {"Slope": "", "Loss": claim[:-1]}.get(name, claim)


for student, questions in KEY.own.items():
    habit = {"Ben Cole": ben, "Chloe Dubois": chloe}.get(student, lambda _, claim: claim)
    lines = [f"{q.name}: {habit(q.name, q.line.claim or '')}\n" for q in questions]
    file = f"{student}.txt"
    (HERE / "answers").mkdir(exist_ok=True)
    (HERE / "answers" / file).write_text("".join(lines), encoding="utf-8")
