"""Ten updates by torch's optimizers, and by optax's where torch knows no ε inside the root."""

import json
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

KEPT = Path(__file__).parents[1] / "data" / "learning"
UPDATES = 10
RATE = 0.25


class Regressed(NamedTuple):
    """Where a regression starts, and what it is taught."""

    weights: list[list[float]]
    bias: list[float]
    inputs: list[list[float]]
    target: list[int]
    reduction: str


REGRESSIONS = {
    "softmax": Regressed(
        [[0.2, -0.3], [-0.5, 0.7], [0.1, 0.0]],
        [0.1, -0.1, 0.0],
        [[1.0, 2.0], [-1.5, 0.5], [0.3, -0.8], [2.0, 1.0]],
        [1, 0, 2, 1],
        "mean",
    ),
    "logistic": Regressed(
        [[0.4, -0.6, 0.25]], [0.05], [[1.0, 0.5, -2.0], [0.2, -1.0, 1.5], [-0.7, 0.3, 0.9]], [1, 0, 1], "sum"
    ),
}
KNOBS: dict[str, list[dict[str, float]]] = {
    "gd": [{}, {"l2": 0.1}, {"l1": 0.05}, {"l1": 0.02, "l2": 0.3}, {"decay": 0.2}],
    "momentum": [{}, {"momentum": 0.5}, {"momentum": 0.99, "l2": 0.1}, {"decay": 0.1}],
    "nesterov": [{}, {"momentum": 0.5}, {"momentum": 0.99, "l2": 0.1}],
    "adagrad": [{}, {"accumulator": 0.1}, {"epsilon": 1e-3, "l2": 0.1}],
    "rmsprop": [{}, {"rho": 0.99}, {"rho": 0.5, "epsilon": 1e-3}, {"l2": 0.1, "l1": 0.02}],
    "adam": [
        {},
        {"beta1": 0.8, "beta2": 0.99},
        {"beta1": 0.5, "beta2": 0.5, "epsilon": 1e-3},
        {"l2": 0.1},
        {"decay": 0.1},
        {"decay": 0.2, "l1": 0.02},
    ],
}
INSIDE: dict[str, list[dict[str, float]]] = {"adagrad": [{"epsilon": 1e-2}], "rmsprop": [{}], "adam": [{}]}


def optimizer(name: str, knobs: dict[str, float], groups: list[dict[str, Any]]) -> Any:
    """torch's own, where it has all the knobs."""
    from torch import optim

    told = {"lr": RATE}
    rate, epsilon = knobs.get("momentum", 0.9), {"eps": knobs.get("epsilon", 1e-8)}
    betas = (knobs.get("beta1", 0.9), knobs.get("beta2", 0.999))
    if name == "adam" and "decay" in knobs:
        for group, decay in zip(groups, (knobs["decay"], 0.0), strict=True):
            group["weight_decay"] = decay
        return optim.AdamW(groups, betas=betas, **told, **epsilon)
    for group, strength in zip(groups, (knobs.get("l2", 0.0), 0.0), strict=True):
        group["weight_decay"] = strength
    makers: dict[str, Callable[[], Any]] = {
        "gd": lambda: optim.SGD(groups, **told),
        "momentum": lambda: optim.SGD(groups, momentum=rate, **told),
        "nesterov": lambda: optim.SGD(groups, momentum=rate, nesterov=True, **told),
        "adagrad": lambda: optim.Adagrad(
            groups, initial_accumulator_value=knobs.get("accumulator", 0.0), **told, **epsilon
        ),
        "rmsprop": lambda: optim.RMSprop(groups, alpha=knobs.get("rho", 0.9), **told, **epsilon),
        "adam": lambda: optim.Adam(groups, betas=betas, **told, **epsilon),
    }
    return makers[name]()


def by_torch(problem: Regressed, name: str, knobs: dict[str, float]) -> Iterator[dict[str, Any]]:
    """Weights and bias after each update, and the loss before it, without its penalty."""
    import torch
    from torch.nn import functional

    tensor = lambda x: torch.tensor(x, dtype=torch.float64)  # noqa: E731
    weights, bias = tensor(problem.weights).requires_grad_(), tensor(problem.bias).requires_grad_()
    moving = optimizer(name, knobs, [{"params": [weights]}, {"params": [bias]}])
    x, y = tensor(problem.inputs), torch.tensor(problem.target)
    for _ in range(UPDATES):
        moving.zero_grad()
        z = x @ weights.T + bias
        if len(problem.bias) > 1:
            loss = functional.cross_entropy(z, y, reduction=problem.reduction)
        else:
            loss = functional.binary_cross_entropy_with_logits(z[:, 0], y.double(), reduction=problem.reduction)
        (loss + knobs.get("l1", 0.0) * weights.abs().sum()).backward()
        if name != "adam" and "decay" in knobs:
            with torch.no_grad():
                weights.mul_(1 - RATE * knobs["decay"])
        moving.step()
        yield {"loss": loss.item(), "weights": weights.tolist(), "bias": bias.tolist()}


def by_optax(problem: Regressed, name: str, knobs: dict[str, float]) -> Iterator[dict[str, Any]]:
    """The same with ε inside the root."""
    import jax
    import jax.numpy as jnp
    import optax

    jax.config.update("jax_enable_x64", True)
    epsilon = knobs.get("epsilon", 1e-8)
    made = {
        "adagrad": lambda: optax.adagrad(RATE, initial_accumulator_value=0.0, eps=epsilon),
        "rmsprop": lambda: optax.rmsprop(RATE, decay=0.9, eps=epsilon, eps_in_sqrt=True),
        "adam": lambda: optax.adam(RATE, eps=0.0, eps_root=epsilon),
    }[name]()
    x, y = jnp.array(problem.inputs), jnp.array(problem.target)

    def loss(parameters: Any) -> Any:
        z = x @ parameters[0].T + parameters[1]
        if len(problem.bias) > 1:
            each = optax.softmax_cross_entropy_with_integer_labels(z, y)
        else:
            each = optax.sigmoid_binary_cross_entropy(z[:, 0], y)
        return each.sum() if problem.reduction == "sum" else each.mean()

    parameters: Any = (jnp.array(problem.weights), jnp.array(problem.bias))
    state = made.init(parameters)
    for _ in range(UPDATES):
        value, slopes = jax.value_and_grad(loss)(parameters)
        moves, state = made.update(slopes, state, parameters)
        parameters = optax.apply_updates(parameters, moves)
        yield {"loss": float(value), "weights": parameters[0].tolist(), "bias": parameters[1].tolist()}


def optimizers() -> None:
    """Keep them."""
    cases = []
    for room, problem in REGRESSIONS.items():
        for by, asked, inside in ((by_torch, KNOBS, False), (by_optax, INSIDE, True)):
            for name, choices in asked.items():
                for knobs in choices:
                    told = {**knobs, "epsilon_inside": True} if inside else knobs
                    found = list(by(problem, name, knobs))
                    cases.append({"problem": room, "optimizer": name, "knobs": told, "updates": found})
    KEPT.mkdir(parents=True, exist_ok=True)
    versions = {package: version(package) for package in ("torch", "optax", "jax")}
    problems = {name: problem._asdict() for name, problem in REGRESSIONS.items()}
    lines = ",\n".join(map(json.dumps, cases))
    head = f'"versions": {json.dumps(versions)},\n"rate": {RATE},\n"problems": {json.dumps(problems)}'
    (KEPT / "optimizers.json").write_text(f'{{{head},\n"cases": [\n{lines}\n]}}\n')
    print(len(cases), "trajectories")
