"""Pixels of scikit-learn's picture of a flower: petal, leaf or background; those on the edges carry no label.

The labels are clusters of colours seen in full; a logistic regression guesses them in the right half from the
brightness alone and where the pixel stands, as it learnt in the left half.
"""

import csv
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import load_sample_image
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

picture = load_sample_image("flower.jpg")[::12, ::12].astype(float) / 255
rows, columns, _ = picture.shape
found = KMeans(3, n_init=10, random_state=1).fit(picture.reshape(-1, 3))
order = np.argsort(found.cluster_centers_.sum(axis=1))
labels = np.argsort(order)[found.labels_].reshape(rows, columns)
edge = np.zeros_like(labels, dtype=bool)
edge[:, 1:] |= labels[:, 1:] != labels[:, :-1]
edge[1:] |= labels[1:] != labels[:-1]
i, j = np.indices(labels.shape)
seen = np.stack([picture.mean(axis=2), i / rows, np.abs(j / columns - 0.5)], axis=-1)
left = j < columns // 2
model = make_pipeline(PolynomialFeatures(2), StandardScaler(), LogisticRegression(max_iter=1000))
model.fit(seen[left & ~edge], labels[left & ~edge])
right = ~left
with (Path(__file__).parent / "pixels.csv").open("w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["row", "column", "label", "p_background", "p_leaf", "p_petal"])
    names = np.where(edge, "edge", np.array(["background", "leaf", "petal"])[labels])
    for a, b, name, p in zip(i[right], j[right], names[right], model.predict_proba(seen[right]), strict=True):
        table.writerow([a, b, name, *(f"{x:.5f}" for x in p)])
