"""Held-out predictions of scikit-learn's digits 0 to 4, three of which were given the label of another."""

import csv
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

SWITCHED = {17: 1, 101: 4, 230: 3}
features, labels = load_digits(n_class=5, return_X_y=True)
features, labels = features[:300] / 16, labels[:300].copy()
for image, label in SWITCHED.items():
    assert labels[image] != label
    labels[image] = label
p = cross_val_predict(LogisticRegression(max_iter=1000), features, labels, cv=5, method="predict_proba")
with (Path(__file__).parent / "predictions.csv").open("w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["image", "label", *(f"p{k}" for k in range(5))])
    for image, (label, row) in enumerate(zip(labels.tolist(), np.round(p, 6), strict=True)):
        table.writerow([f"#{image}", label, *(f"{x:.6f}" for x in row)])
