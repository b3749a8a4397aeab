"""A policy learnt by REINFORCE on a lake of 4 × 4 fields, beside the better action that value iteration finds.

The ice slips: a step goes where it should in one of three cases, and to either side in the others.
"""

import csv
from pathlib import Path

import numpy as np

LAKE = "S...", ".O.O", "...O", "O..G"
MOVES = {"left": (0, -1), "down": (1, 0), "right": (0, 1), "up": (-1, 0)}
FIELDS = [(i, j) for i in range(4) for j in range(4)]
OPEN = [k for k, (i, j) in enumerate(FIELDS) if LAKE[i][j] in "S."]


def step(k: int, move: int) -> int:
    """The field that a move leads to."""
    (i, j), (down, right) = FIELDS[k], list(MOVES.values())[move % 4]
    return 4 * min(max(i + down, 0), 3) + min(max(j + right, 0), 3)


REWARD = np.array([float(LAKE[i][j] == "G") for i, j in FIELDS])
GOES = np.array([[[step(k, move + side) for side in (-1, 0, 1)] for move in range(4)] for k in range(16)])
value = np.zeros(16)
for _ in range(2000):
    worth = (REWARD[GOES] + 0.99 * value[GOES]).mean(axis=2)
    value[OPEN] = worth[OPEN].max(axis=1)
random = np.random.default_rng(1)
logits, visits = np.zeros((16, 4)), np.zeros(16)
for _ in range(20_000):
    k, trail = 0, []
    while k in OPEN and len(trail) < 100:
        p = np.exp(logits[k] - logits[k].max())
        move = random.choice(4, p=p / p.sum())
        trail.append((k, move))
        k = GOES[k, move, random.integers(3)]
    for t, (field, move) in enumerate(trail):
        visits[field] += 1
        p = np.exp(logits[field] - logits[field].max())
        gain = 0.05 * (REWARD[k] * 0.99 ** (len(trail) - t) - 0.02)
        logits[field] += gain * ((np.arange(4) == move) - p / p.sum())
with (Path(__file__).parent / "policy.csv").open("w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["field", "visits", "better", *(f"pi_{name}" for name in MOVES)])
    for k in OPEN:
        p = np.exp(logits[k] - logits[k].max())
        better = list(MOVES)[int(worth[k].argmax())]
        table.writerow(["{}-{}".format(*FIELDS[k]), int(visits[k]), better, *(f"{x:.6f}" for x in p / p.sum())])
