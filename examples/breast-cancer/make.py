"""Predictions of a logistic regression on the tumours of scikit-learn's breast cancer data that it never saw."""

import csv
from pathlib import Path

from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

features, benign = load_breast_cancer(return_X_y=True)
seen, unseen, seen_y, unseen_y = train_test_split(features, 1 - benign, test_size=0.4, random_state=0, stratify=benign)
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(seen, seen_y)
with (Path(__file__).parent / "predictions.csv").open("w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["y", "p"])  # y = 1 is malignant
    table.writerows(zip(unseen_y.tolist(), model.predict_proba(unseen)[:, 1].tolist(), strict=True))
