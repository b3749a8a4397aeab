"""A small GAN on scikit-learn's zeros, 8 × 8 pixels: what its discriminator says of real and of made-up images."""

import csv
from pathlib import Path

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import softplus

torch.set_num_threads(1)
torch.manual_seed(1)
images, labels = load_digits(return_X_y=True)
real = torch.tensor(images[labels == 0] / 8 - 1, dtype=torch.float32)
maker = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 64), nn.Tanh())
critic = nn.Sequential(nn.Linear(64, 32), nn.LeakyReLU(0.2), nn.Linear(32, 1))
of_maker, of_critic = (torch.optim.Adam(net.parameters(), 1e-3, (0.5, 0.999)) for net in (maker, critic))
for _ in range(400):
    fake = maker(torch.randn(len(real), 8))
    of_critic.zero_grad()
    (softplus(-critic(real)).mean() + softplus(critic(fake.detach())).mean()).backward()
    of_critic.step()
    of_maker.zero_grad()
    softplus(-critic(fake)).mean().backward()
    of_maker.step()
with torch.no_grad(), (Path(__file__).parent / "discriminator.csv").open("w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["image", "real", "wanted", "logit"])
    fakes = maker(torch.randn(len(real), 8))
    for kind, y, some in (("real", 1, real), ("fake", 0, fakes)):
        table.writerows([kind, y, 1, f"{z:.5f}"] for z in critic(some)[:, 0].tolist())
