"""What the jobs of a cross-validation write: the predictions of each fold of scikit-learn's breast cancer data."""

import csv
from pathlib import Path

from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

features, benign = load_breast_cancer(return_X_y=True)
malignant = 1 - benign
folds = StratifiedKFold(5, shuffle=True, random_state=0).split(features, malignant)
for number, (train, held_out) in enumerate(folds):
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(features[train], malignant[train])
    p = model.predict_proba(features[held_out])[:, 1]
    with (Path(__file__).parent / f"fold-{number}.csv").open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["patient", "y", "p"])
        table.writerows(zip(held_out.tolist(), malignant[held_out].tolist(), p.round(9).tolist(), strict=True))
