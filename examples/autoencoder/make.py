"""Forty digits of scikit-learn that an autoencoder of eight hidden units never saw, and what it makes of them."""

import csv
from pathlib import Path

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

torch.set_num_threads(1)
torch.manual_seed(1)
images, labels = load_digits(return_X_y=True)
pixels = torch.tensor(images / 16, dtype=torch.float32)
net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 8), nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 64))
adam = torch.optim.Adam(net.parameters(), 3e-3)
for _ in range(1500):
    adam.zero_grad()
    binary_cross_entropy_with_logits(net(pixels[:-40]), pixels[:-40]).backward()
    adam.step()
with torch.no_grad(), (Path(__file__).parent / "pixels.csv").open("w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["digit", *(f"x{k}" for k in range(64)), *(f"r{k}" for k in range(64))])
    made = torch.sigmoid(net(pixels[-40:])).clamp(1e-4, 1 - 1e-4)
    for digit, x, r in zip(labels[-40:].tolist(), pixels[-40:].tolist(), made.tolist(), strict=True):
        table.writerow([digit, *(f"{v:g}" for v in x), *(f"{v:.4f}" for v in r)])
