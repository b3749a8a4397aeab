"""Predictions of a Bayesian ridge regression, each with its spread, on patients of scikit-learn's diabetes data."""

import csv
from pathlib import Path

from sklearn.datasets import load_diabetes
from sklearn.linear_model import BayesianRidge
from sklearn.model_selection import train_test_split

features, progression = load_diabetes(return_X_y=True)
seen, unseen, seen_y, unseen_y = train_test_split(features, progression, test_size=0.4, random_state=0)
mean, sd = BayesianRidge().fit(seen, seen_y).predict(unseen, return_std=True)
with (Path(__file__).parent / "predictions.csv").open("w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["y", "mean", "sd"])
    table.writerows(zip(unseen_y.tolist(), mean.tolist(), sd.tolist(), strict=True))
