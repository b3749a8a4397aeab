"""A model of letter pairs learns the first part of the Zen of Python and is asked about the rest -> tokens.csv.

Run `python make.py` in this folder. Every pair is counted once more than it was seen (Laplace), so none is impossible.
"""

import codecs
import contextlib
import csv
import io
from collections import Counter
from itertools import pairwise

with contextlib.redirect_stdout(io.StringIO()):
    import this  # it prints itself

LEARNT = 14  # lines
lines = [line for line in codecs.decode(this.s, "rot13").split("\n")[2:] if line]
alphabet = sorted({"\n", *"".join(lines)})
seen = Counter(pair for line in lines[:LEARNT] for pair in pairwise(f"\n{line}\n"))
before = Counter(pair[0] for pair in seen.elements())

with open("tokens.csv", "w", newline="", encoding="utf-8") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["line", "letter", "q"])
    for number, line in enumerate(lines[LEARNT:], 1):
        for pair in pairwise(f"\n{line}\n"):
            table.writerow([number, pair[1], (seen[pair] + 1) / (before[pair[0]] + len(alphabet))])
