"""Weights of scikit-learn's LogisticRegression, kept with its version: `python tests/learning/by_sklearn.py`.

Each feature is brought to mean 0 and deviation 1, but for the pixels of the digits (the first 450), which
are divided by 16.
"""

import csv
import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "learning"
C = 0.1  # the penalty of the mean loss is 1/(2 C N) Σ w²
QUARTER = 450  # of the digits: enough, and four times as quick


def main() -> None:
    """Fit each, and keep the weights with the rows."""
    import sklearn
    from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    loaders = {"iris": load_iris, "wine": load_wine, "breast-cancer": load_breast_cancer, "digits": load_digits}
    kept: dict[str, Any] = {"version": sklearn.__version__, "C": C, "weights": {}}
    for name, load in loaders.items():
        features, labels = load(return_X_y=True)
        features = features[:, features.std(axis=0) > 0]
        if name == "digits":
            features, labels = features[:QUARTER], labels[:QUARTER]
            features = features[:, features.std(axis=0) > 0]
            features = scaled = features / 16
        else:
            scaled = StandardScaler().fit_transform(features)
        model = LogisticRegression(C=C, solver="newton-cg", tol=1e-14, max_iter=10_000).fit(scaled, labels)
        kept["weights"][name] = [[round(w, 12) for w in row] for row in model.coef_.tolist()]
        text = StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow([*(f"x{k}" for k in range(features.shape[1])), "label"])
        table.writerows([*map(repr, row), label] for row, label in zip(features.tolist(), labels.tolist(), strict=True))
        (FOLDER / f"{name}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    (FOLDER / "sklearn.json").write_text(json.dumps(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
