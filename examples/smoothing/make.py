"""Logits of a network without weight decay, trained to the end, on the wines that it never saw."""

import csv
from pathlib import Path

import numpy as np
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

features, cultivar = load_wine(return_X_y=True)
seen, unseen, seen_cultivar, unseen_cultivar = train_test_split(
    features, cultivar, test_size=0.5, random_state=0, stratify=cultivar
)
scale = StandardScaler().fit(seen)
model = MLPClassifier(32, alpha=0, max_iter=5000, tol=1e-6, random_state=0)
model.fit(scale.transform(seen), seen_cultivar)
hidden = np.maximum(scale.transform(unseen) @ model.coefs_[0] + model.intercepts_[0], 0)
logits = hidden @ model.coefs_[1] + model.intercepts_[1]
with (Path(__file__).parent / "logits.csv").open("w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["cultivar", "z0", "z1", "z2"])
    table.writerows([c, *row] for c, row in zip(unseen_cultivar.tolist(), logits.tolist(), strict=True))
