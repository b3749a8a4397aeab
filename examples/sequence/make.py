"""Tokens of the description of scikit-learn's iris data: what comes next, guessed from the two tokens before it."""

import csv
import re
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, load_iris, load_wine
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def kind(token: str) -> str:
    """What is to be labelled."""
    if token[0].isdigit():
        return "number"
    if not token[0].isalpha():
        return "mark"
    return "name" if token[0].isupper() else "word"


def sentences(text: str) -> list[list[str]]:
    """The tokens, sentence by sentence."""
    prose = (re.findall(r"[A-Za-z]+|[0-9.]*[0-9]|[^\w\s]", part) for part in re.split(r"(?<=[.:])\s+", text))
    return [tokens for tokens in prose if len(tokens) > 3]


def seen(tokens: list[str], k: int) -> dict[str, str]:
    """What is known of a token: those before it."""
    before = ["^", "^", *tokens][k : k + 2]
    return {f"{name}{n}": f(token) for n, token in enumerate(before) for name, f in (("k", kind), ("t", str.lower))}


learnt = [
    (seen(s, k), kind(s[k]))
    for data in (load_wine(), load_breast_cancer())
    for s in sentences(data.DESCR)
    for k in range(len(s))
]
model = make_pipeline(DictVectorizer(), LogisticRegression(max_iter=2000)).fit(*zip(*learnt, strict=True))
with (Path(__file__).parent / "tokens.csv").open("w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["sentence", "token", "label", *(f"p_{name}" for name in model.classes_)])
    for number, tokens in enumerate(sentences(load_iris().DESCR), start=1):
        p = model.predict_proba([seen(tokens, k) for k in range(len(tokens))])
        for token, row in zip(tokens, np.round(p, 5), strict=True):
            table.writerow([f"s{number:02}", token, kind(token), *(f"{x:.5f}" for x in row)])
