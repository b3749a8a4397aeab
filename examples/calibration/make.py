"""Logits of a network that learned 150 of scikit-learn's digits by heart, for 600 that it never saw."""

import csv
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

pixels, digits = load_digits(return_X_y=True)
coarse = pixels.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4)).reshape(-1, 16)  # of 4 × 4 pixels, not 8 × 8
seen, unseen, seen_digits, unseen_digits = train_test_split(
    coarse / 16, digits, train_size=150, test_size=600, random_state=0, stratify=digits
)
model = MLPClassifier((100,), alpha=0.003, solver="lbfgs", max_iter=2000, random_state=0).fit(seen, seen_digits)
logits = np.log(model.predict_proba(unseen))
with (Path(__file__).parent / "logits.csv").open("w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["label", *(f"z{k}" for k in range(10))])
    for label, row in zip(unseen_digits.tolist(), logits.tolist(), strict=True):
        table.writerow([label, *(f"{z:.4f}" for z in row)])
