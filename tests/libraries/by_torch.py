"""PyTorch, torchvision and fairseq."""

import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from . import inputs
from .inputs import with_knobs
from .sheet import ALPHA, BOTH, GAMMA, Sheet, function_of, weights

UNUSED = -100  # the label that PyTorch ignores unless told


def torch() -> None:
    import torch
    from torch.nn import functional

    t = torch.tensor
    sheet = Sheet("torch")

    def crossed(y: Any, z: Any, k: dict[str, Any]) -> Any:
        w = t(k["class_weight"], dtype=torch.float64) if "class_weight" in k else None
        return functional.cross_entropy(
            t(z),
            t(y),
            weight=w,
            ignore_index=k.get("ignore", UNUSED),
            label_smoothing=k.get("alpha", 0.0),
            reduction=k.get("reduction", "mean"),
        )

    def how(k: dict[str, Any]) -> str:
        return str(k.get("reduction", "mean"))

    logits = inputs.labelled_logits()
    sheet.ask("CrossEntropyOfLogits", "ce", weights(with_knobs(logits, BOTH)), crossed, "--logits")
    sheet.ask("CrossEntropyOfLogits soft", "ce", weights(with_knobs(inputs.soft_logits(), BOTH)), crossed, "--logits")
    sheet.ask("SmoothOfLogits", "smooth", weights(with_knobs(logits, ALPHA)), crossed, "--logits")
    ignored = inputs.ignoring(weights(with_knobs(logits, BOTH)))
    sheet.ask("CrossEntropyOfLogits ignored", "ce", ignored, crossed, "--logits")
    sheet.ask("SmoothOfLogits ignored", "smooth", inputs.ignoring(with_knobs(logits, ALPHA)), crossed, "--logits")

    def picked(y: Any, q: Any, k: dict[str, Any]) -> Any:
        return functional.nll_loss(t(q).log(), t(y), ignore_index=k.get("ignore", UNUSED), reduction=how(k))

    labelled = with_knobs(inputs.labelled_probs(), BOTH)
    sheet.ask("NegativeLogLikelihood", "ce", labelled, picked)
    sheet.ask("NegativeLogLikelihood ignored", "ce", inputs.ignoring(labelled), picked)
    sheet.ask(
        "BinaryOfProbs",
        "bce",
        with_knobs(inputs.binary_probs(), BOTH),
        lambda y, q, k: functional.binary_cross_entropy(t(q), t(y), reduction=how(k)),
    )
    weighed = [{}, {"pos_weight": 3.0}, {"reduction": "sum"}, {"pos_weight": 0.5, "reduction": "sum"}]
    sheet.ask(
        "BinaryOfLogits",
        "bce",
        with_knobs(inputs.binary_logits(), weighed),
        lambda y, z, k: functional.binary_cross_entropy_with_logits(
            t(z), t(y), pos_weight=t([k.get("pos_weight", 1.0)], dtype=torch.float64), reduction=how(k)
        ),
        "--logits",
    )
    batch = {"mean": "batchmean", "sum": "sum"}
    sheet.ask(
        "DivergenceOfProbs",
        "kl",
        with_knobs(inputs.soft_probs(), BOTH),
        lambda p, q, k: functional.kl_div(t(q).log(), t(p), reduction=batch[how(k)]),
    )
    sheet.ask(
        "DivergenceOfLogits",
        "kl",
        with_knobs(inputs.soft_logits(), BOTH),
        lambda p, z, k: functional.kl_div(functional.log_softmax(t(z), -1), t(p), reduction=batch[how(k)]),
        "--logits",
    )
    spread = [{"variance": 0.5}, {"variance": 1e-7}, {"variance": 4.0, "reduction": "sum"}, {"sd": 0.5}]
    sheet.ask(
        "GaussianLikelihood",
        "gaussian",
        with_knobs(inputs.reals(), spread),
        lambda y, m, k: functional.gaussian_nll_loss(
            t(m), t(y), torch.full_like(t(m), k.get("variance", k.get("sd", 0.0) ** 2)), reduction=how(k)
        ),
    )
    margins = [{}, {"margin": 0.5}, {"squared": True}, {"reduction": "sum", "margin": 2.0}]
    sheet.ask(
        "HingeOfClasses",
        "hinge",
        with_knobs(inputs.wide_scores(), margins),
        lambda y, s, k: functional.multi_margin_loss(
            t(s), t(y), p=2 if "squared" in k else 1, margin=k.get("margin", 1.0), reduction=how(k)
        ),
    )
    sheet.ask("SquaredError", "mse", inputs.reals(3), lambda y, x, k: functional.mse_loss(t(x), t(y)))
    sheet.keep()


def torchvision() -> None:
    import torch
    from torch.nn import functional

    # Out of its file: the package itself loads compiled operators that must fit the build of torch.
    text = distribution("torchvision").locate_file("torchvision/ops/focal_loss.py").read_text()
    found = {"torch": torch, "F": functional, "_log_api_usage_once": lambda of: None}
    sigmoid_focal_loss = function_of(text, "sigmoid_focal_loss", found)
    sheet = Sheet("torchvision", "torchvision", "torch")

    def focal(y: Any, z: Any, k: dict[str, Any]) -> Any:
        return sigmoid_focal_loss(
            torch.tensor(z),
            torch.tensor(y),
            alpha=k.get("alpha", 0.25),
            gamma=k.get("gamma", 2.0),
            reduction=k.get("reduction", "mean"),
        )

    sheet.ask("FocalOfTorchvision", "focal", with_knobs(inputs.binary_logits(), GAMMA), focal, "--logits")
    sheet.keep()


def fairseq(wheel: str) -> None:
    import torch
    from torch.nn import functional

    text = zipfile.ZipFile(wheel).read("fairseq/criterions/label_smoothed_cross_entropy.py").decode()
    label_smoothed_nll_loss = function_of(text, "label_smoothed_nll_loss", {})
    sheet = Sheet("fairseq", "torch")
    sheet.versions["fairseq"] = Path(wheel).name.split("-")[1]

    def smoothed(y: Any, z: Any, k: dict[str, Any]) -> float:
        total = label_smoothed_nll_loss(functional.log_softmax(torch.tensor(z), -1), torch.tensor(y), k["alpha"])[0]
        return total / (1 if k.get("reduction") == "sum" else len(z))

    sheet.ask("SmoothedLikelihood", "smooth", with_knobs(inputs.labelled_logits(), ALPHA), smoothed, "--logits")
    sheet.keep()
