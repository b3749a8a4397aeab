"""How often each letter stands in the Zen of Python, which every Python carries -> zen.csv.

Run `python make.py` in this folder.
"""

import codecs
import contextlib
import csv
import io
from collections import Counter

with contextlib.redirect_stdout(io.StringIO()):
    import this  # it prints itself

text = codecs.decode(this.s, "rot13").lower()
letters = Counter(letter for letter in text if letter.isascii() and letter.isalpha())

with open("zen.csv", "w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["letter", "count"])
    table.writerows(sorted(letters.items()))
