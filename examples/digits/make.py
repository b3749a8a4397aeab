"""Predictions of a logistic regression on the quarter of scikit-learn's digits that it never saw."""

import csv
from pathlib import Path

from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

HERE = Path(__file__).parent


def write(name: str, letter: str, labels: list[int], rows: list[list[float]]) -> None:
    """A table of labels and one column per class, every float with all its digits."""
    with (HERE / name).open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["label", *(f"{letter}{k}" for k in range(10))])
        table.writerows([label, *row] for label, row in zip(labels, rows, strict=True))


pixels, digits = load_digits(return_X_y=True)
seen, unseen, seen_digits, unseen_digits = train_test_split(
    pixels / 16, digits, test_size=450, random_state=0, stratify=digits
)
model = LogisticRegression(max_iter=1000).fit(seen, seen_digits)
write("predictions.csv", "p", unseen_digits.tolist(), model.predict_proba(unseen).tolist())
write("logits.csv", "z", unseen_digits.tolist(), model.decision_function(unseen).tolist())
