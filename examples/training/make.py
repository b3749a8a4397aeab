"""scikit-learn's handwritten digits as a table: how dark each of the 8 × 8 pixels is, from 0 to 1, and the digit."""

import csv
import gzip
from io import StringIO
from pathlib import Path

from sklearn.datasets import load_digits

pixels, digits = load_digits(return_X_y=True)
text = StringIO()
table = csv.writer(text, lineterminator="\n")
table.writerow([*(f"p_{row}_{column}" for row in range(8) for column in range(8)), "digit"])
table.writerows([*(f"{pixel / 16:g}" for pixel in row), digit] for row, digit in zip(pixels, digits, strict=True))
(Path(__file__).parent / "digits.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
