"""What the libraries themselves give, kept in tests/data: run where they are installed, with their names.

python tests/libraries/against.py torch torchvision keras sklearn scipy optax
python tests/libraries/against.py fairseq FAIRSEQ.whl     # its one function, out of the wheel
python tests/libraries/against.py kaggle                  # where scikit-learn is 1.1.3
"""

import ast
import json
import os
import sys
import warnings
import zipfile
from collections.abc import Callable
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

os.environ["KERAS_BACKEND"] = "jax"
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import inputs
from inputs import Asked, with_knobs

KEPT = Path(__file__).parents[1] / "data" / "libraries"
Call = Callable[[np.ndarray, np.ndarray, dict[str, Any]], float]
BOTH = [{}, {"reduction": "sum"}]
ALPHA = [{"alpha": 0.1}, {"alpha": 0.25, "reduction": "sum"}, {"alpha": 0.4}]
GAMMA = [{}, {"gamma": 1.0}, {"alpha": 0.75}, {"gamma": 3.5, "alpha": 0.25}, {"reduction": "sum"}]


def knobs_of(knobs: dict[str, Any]) -> list[str]:
    words: list[str] = []
    for name, value in knobs.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            words.append(option)
        else:
            words += [option, ",".join(map(repr, value)) if isinstance(value, list) else str(value)]
    return words


class Sheet:
    """The numbers of one library."""

    def __init__(self, library: str, *packages: str) -> None:
        self.library, self.rules = library, {}
        self.versions = {package: version(package) for package in packages or (library,)}

    def ask(self, rule: str, command: str, asked: list[Asked], call: Call, *words: str) -> None:
        found = []
        for one in inputs.repeated(asked):
            target = np.array(one.target)
            value = float(
                call(
                    target if target.dtype.kind == "i" and target.ndim == 1 else target.astype(float),
                    np.array(one.pred),
                    one.knobs,
                )
            )
            argv = [command, *one.operands, *words, *knobs_of(one.knobs)]
            found.append({"argv": argv, "value": value if np.isfinite(value) else repr(value)})
        self.rules[rule] = found

    def keep(self) -> None:
        KEPT.mkdir(parents=True, exist_ok=True)
        lines = ",\n".join(
            f'"{rule}": [\n' + ",\n".join(json.dumps(one) for one in found) + "\n]"
            for rule, found in self.rules.items()
        )
        text = f'{{"versions": {json.dumps(self.versions)},\n"rules": {{\n{lines}\n}}}}\n'
        (KEPT / f"{self.library}.json").write_text(text)
        print(self.library, {rule: len(found) for rule, found in self.rules.items()})


def weights(asked: list[Asked]) -> list[Asked]:
    """Every third with class weights."""
    return [
        one._replace(
            knobs={**one.knobs, "class_weight": [1.0, 2.5, 0.5, 3.0, 1.5, 2.0, 0.25, 1.0, 1.0][: len(one.pred[0])]}
        )
        if i % 3 == 2
        else one
        for i, one in enumerate(asked)
    ]


def torch() -> None:
    import torch
    import torch.nn.functional as F

    t = torch.tensor
    sheet = Sheet("torch")

    def crossed(y: Any, z: Any, k: dict[str, Any]) -> Any:
        w = t(k["class_weight"], dtype=torch.float64) if "class_weight" in k else None
        return F.cross_entropy(
            t(z), t(y), weight=w, label_smoothing=k.get("alpha", 0.0), reduction=k.get("reduction", "mean")
        )

    def how(k: dict[str, Any]) -> str:
        return str(k.get("reduction", "mean"))

    logits = inputs.labelled_logits()
    sheet.ask("CrossEntropyOfLogits", "ce", weights(with_knobs(logits, BOTH)), crossed, "--logits")
    sheet.ask("CrossEntropyOfLogits soft", "ce", weights(with_knobs(inputs.soft_logits(), BOTH)), crossed, "--logits")
    sheet.ask("SmoothOfLogits", "smooth", weights(with_knobs(logits, ALPHA)), crossed, "--logits")
    sheet.ask(
        "NegativeLogLikelihood",
        "ce",
        with_knobs(inputs.labelled_probs(), BOTH),
        lambda y, q, k: F.nll_loss(t(q).log(), t(y), reduction=how(k)),
    )
    sheet.ask(
        "BinaryOfProbs",
        "bce",
        with_knobs(inputs.binary_probs(), BOTH),
        lambda y, q, k: F.binary_cross_entropy(t(q), t(y), reduction=how(k)),
    )
    weighed = [{}, {"pos_weight": 3.0}, {"reduction": "sum"}, {"pos_weight": 0.5, "reduction": "sum"}]
    sheet.ask(
        "BinaryOfLogits",
        "bce",
        with_knobs(inputs.binary_logits(), weighed),
        lambda y, z, k: F.binary_cross_entropy_with_logits(
            t(z), t(y), pos_weight=t([k.get("pos_weight", 1.0)], dtype=torch.float64), reduction=how(k)
        ),
        "--logits",
    )
    batch = {"mean": "batchmean", "sum": "sum"}
    sheet.ask(
        "DivergenceOfProbs",
        "kl",
        with_knobs(inputs.soft_probs(), BOTH),
        lambda p, q, k: F.kl_div(t(q).log(), t(p), reduction=batch[how(k)]),
    )
    sheet.ask(
        "DivergenceOfLogits",
        "kl",
        with_knobs(inputs.soft_logits(), BOTH),
        lambda p, z, k: F.kl_div(F.log_softmax(t(z), -1), t(p), reduction=batch[how(k)]),
        "--logits",
    )
    spread = [{"variance": 0.5}, {"variance": 1e-7}, {"variance": 4.0, "reduction": "sum"}, {"sd": 0.5}]
    sheet.ask(
        "GaussianLikelihood",
        "gaussian",
        with_knobs(inputs.reals(), spread),
        lambda y, m, k: F.gaussian_nll_loss(
            t(m), t(y), torch.full_like(t(m), k.get("variance", k.get("sd", 0.0) ** 2)), reduction=how(k)
        ),
    )
    margins = [{}, {"margin": 0.5}, {"squared": True}, {"reduction": "sum", "margin": 2.0}]
    sheet.ask(
        "HingeOfClasses",
        "hinge",
        with_knobs(inputs.wide_scores(), margins),
        lambda y, s, k: F.multi_margin_loss(
            t(s), t(y), p=2 if "squared" in k else 1, margin=k.get("margin", 1.0), reduction=how(k)
        ),
    )
    sheet.ask("SquaredError", "mse", inputs.reals(3), lambda y, x, k: F.mse_loss(t(x), t(y)))
    sheet.keep()


def torchvision() -> None:
    import torch
    import torch.nn.functional as F

    # Out of its file: the package itself loads compiled operators that must fit the build of torch.
    text = distribution("torchvision").locate_file("torchvision/ops/focal_loss.py").read_text()
    found = {"torch": torch, "F": F, "_log_api_usage_once": lambda of: None}
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


def keras() -> None:
    import jax

    jax.config.update("jax_enable_x64", True)
    import keras

    keras.config.set_floatx("float64")
    losses, sheet = keras.losses, Sheet("keras", "keras", "jax")

    def one_hot(y: Any, pred: Any) -> Any:
        return np.eye(pred.shape[-1])[y] if y.ndim == 1 else y

    def of(name: str, *, logits: bool = False, hot: bool = False, **renamed: str) -> Call:
        def call(y: Any, pred: Any, k: dict[str, Any]) -> float:
            told = {renamed[n]: v for n, v in k.items() if n in renamed}
            if "alpha" in k and name == "BinaryFocalCrossentropy":
                told["apply_class_balancing"] = True
            if logits:
                told["from_logits"] = True
            how = {"sum": "sum"}.get(k.get("reduction", ""), "sum_over_batch_size")
            return getattr(losses, name)(reduction=how, **told)(one_hot(y, pred) if hot else y, pred)

        return call

    focal = {"alpha": "alpha", "gamma": "gamma"}
    for kind, words in (("", ()), (" of logits", ("--logits",))):
        logits = bool(words)
        labelled = inputs.labelled_logits() if logits else inputs.labelled_probs()
        soft = inputs.soft_logits() if logits else inputs.soft_probs()
        one = inputs.binary_logits() if logits else inputs.binary_probs()
        crossed = of("CategoricalCrossentropy", logits=logits, hot=True)
        sheet.ask(f"CategoricalOf{kind}", "ce", with_knobs(labelled, BOTH), crossed, *words)
        sheet.ask(f"CategoricalOf soft{kind}", "ce", with_knobs(soft, BOTH), crossed, *words)
        smoothed = of("CategoricalCrossentropy", logits=logits, hot=True, alpha="label_smoothing")
        sheet.ask(f"Smoothed{kind}", "smooth", with_knobs(labelled, ALPHA), smoothed, *words)
        sheet.ask(f"BinaryOf{kind}", "bce", with_knobs(one, BOTH), of("BinaryCrossentropy", logits=logits), *words)
        sheet.ask(
            f"BinaryFocalOf{kind}",
            "focal",
            with_knobs(one, GAMMA),
            of("BinaryFocalCrossentropy", logits=logits, **focal),
            *words,
        )
        categorical = of("CategoricalFocalCrossentropy", logits=logits, hot=True, **focal)
        sheet.ask(f"FocalOf{kind}", "focal", with_knobs(labelled, GAMMA), categorical, *words)
    sheet.ask("DivergenceOf", "kl", with_knobs(inputs.soft_probs(), BOTH), of("KLDivergence"))
    sheet.ask("BinaryHingeOf", "hinge", with_knobs(inputs.signs(), BOTH), of("Hinge"))
    squared = [one._replace(knobs={"squared": True}) for one in inputs.signs()]
    sheet.ask("BinaryHingeOf squared", "hinge", squared, of("SquaredHinge"))
    sheet.ask("HingeOf", "hinge", with_knobs(inputs.wide_scores(), BOTH), of("CategoricalHinge", hot=True))
    sheet.ask("SquaredErrorOf", "mse", with_knobs(inputs.reals(3), BOTH), of("MeanSquaredError"))
    sheet.keep()


def sklearn() -> None:
    from sklearn import metrics

    sheet = Sheet("sklearn", "scikit-learn")

    def sampled(asked: list[Asked]) -> list[Asked]:
        return [
            one._replace(knobs={"sample_weight": [1.0 + i for i in range(len(one.pred))]}) if len(one.pred) > 1 else one
            for one in asked
        ]

    def of(name: str, *, labels: bool = False, flat: bool = False, binary: bool = False) -> Call:
        def call(y: Any, pred: Any, k: dict[str, Any]) -> float:
            told = {"labels": [0, 1] if binary else list(range(pred.shape[-1]))} if labels or binary else {}
            x = pred.ravel() if flat else pred
            return getattr(metrics, name)(y.ravel() if flat else y, x, sample_weight=k.get("sample_weight"), **told)

        return call

    labelled = [one for one in inputs.labelled_probs() if len(one.pred[0]) > 2]
    sheet.ask("LogLossOfClasses", "ce", sampled(labelled), of("log_loss", labels=True))
    one = sampled(inputs.binary_probs(soft=False))
    sheet.ask("LogLoss", "bce", one, of("log_loss", flat=True, binary=True))
    sheet.ask("BrierOfClasses", "brier", sampled(labelled), of("brier_score_loss", labels=True))
    two = [Asked([y], [[q / 100, 1 - q / 100]]) for q in range(0, 101, 5) for y in (0, 1)]
    sheet.ask("BrierOfClasses of two", "brier", two, of("brier_score_loss", labels=True))
    both = [a for a in one if len({y for (y,) in a.target}) == 2]
    both += [Asked([[0.0], [1.0]], [[q / 50], [1 - q / 70]]) for q in range(25)]
    sheet.ask("BrierOfColumn", "brier", both, of("brier_score_loss", flat=True))
    sheet.ask("HingeOfClasses", "hinge", sampled(inputs.wide_scores()), of("hinge_loss", labels=True))
    sheet.ask("HingeOfColumn", "hinge", sampled(inputs.signs(both=True)), of("hinge_loss", flat=True))
    sheet.ask("SquaredErrorOfColumn", "mse", sampled(inputs.reals()), of("mean_squared_error", flat=True))
    sheet.keep()


def kaggle() -> None:
    from sklearn import metrics

    sheet = Sheet("kaggle", "scikit-learn")
    one, labelled = inputs.binary_probs(soft=False), [one for one in inputs.labelled_probs() if len(one.pred[0]) > 2]
    sheet.ask("KaggleLogLoss", "bce", one, lambda y, q, k: metrics.log_loss(y.ravel(), q.ravel(), labels=[0, 1]))
    sheet.ask(
        "KaggleLogLossOfClasses",
        "ce",
        labelled,
        lambda y, q, k: metrics.log_loss(y, q, labels=list(range(q.shape[-1]))),
    )
    sheet.keep()


def scipy() -> None:
    from scipy.spatial.distance import jensenshannon
    from scipy.stats import entropy, multinomial, norm

    sheet = Sheet("scipy")

    def how(k: dict[str, Any]) -> Callable[[Any], float]:
        return np.sum if k.get("reduction") == "sum" else np.mean

    soft = with_knobs(inputs.soft_probs(), BOTH)
    sheet.ask("DivergenceOf", "kl", soft, lambda p, q, k: how(k)(entropy(p, q, axis=-1)))
    sheet.ask("DistanceOf", "js", soft, lambda p, q, k: how(k)(jensenshannon(p, q, axis=-1)))
    spread = [{"variance": 0.5}, {"variance": 1e-7}, {"sd": 4.0, "reduction": "sum"}, {"sd": 0.5}]
    sheet.ask(
        "GaussianOf",
        "gaussian",
        with_knobs(inputs.reals(), spread),
        lambda y, m, k: how(k)(-norm.logpdf(y, m, k.get("sd", k.get("variance", 0.0) ** 0.5))),
    )
    sheet.ask(
        "MultinomialOf", "multinomial", inputs.counts(), lambda n, q, k: -multinomial.logpmf(n[0], int(n.sum()), q[0])
    )
    sheet.keep()


def optax() -> None:
    import jax

    jax.config.update("jax_enable_x64", True)
    import optax

    sheet = Sheet("optax", "optax", "jax")

    def how(k: dict[str, Any]) -> Callable[[Any], float]:
        return np.sum if k.get("reduction") == "sum" else np.mean

    def crossed(y: Any, z: Any, k: dict[str, Any]) -> float:
        of_labels = optax.softmax_cross_entropy_with_integer_labels
        return how(k)(of_labels(z, y) if y.ndim == 1 else optax.softmax_cross_entropy(z, y))

    def smoothed(y: Any, z: Any, k: dict[str, Any]) -> float:
        return how(k)(optax.softmax_cross_entropy(z, optax.smooth_labels(np.eye(z.shape[-1])[y], k["alpha"])))

    logits = inputs.labelled_logits()
    sheet.ask("CrossEntropyOf", "ce", with_knobs(logits, BOTH), crossed, "--logits")
    sheet.ask("CrossEntropyOf soft", "ce", with_knobs(inputs.soft_logits(), BOTH), crossed, "--logits")
    sheet.ask("SmoothOf", "smooth", with_knobs(logits, ALPHA), smoothed, "--logits")
    sheet.ask(
        "BinaryOf",
        "bce",
        with_knobs(inputs.binary_logits(), BOTH),
        lambda y, z, k: how(k)(optax.sigmoid_binary_cross_entropy(z, y)),
        "--logits",
    )
    sheet.ask(
        "FocalOf",
        "focal",
        with_knobs(inputs.binary_logits(), GAMMA),
        lambda y, z, k: how(k)(optax.sigmoid_focal_loss(z, y, alpha=k.get("alpha"), gamma=k.get("gamma", 2.0))),
        "--logits",
    )
    sheet.ask(
        "DivergenceOf",
        "kl",
        with_knobs(inputs.soft_probs(), BOTH),
        lambda p, q, k: how(k)(optax.kl_divergence(jax.numpy.log(q), p)),
    )
    sheet.ask(
        "BinaryHingeOf",
        "hinge",
        with_knobs(inputs.signs(), BOTH),
        lambda y, s, k: how(k)(optax.hinge_loss(s, 2 * y - 1)),
    )
    sheet.ask(
        "HingeOf",
        "hinge",
        with_knobs(inputs.wide_scores(), BOTH),
        lambda y, s, k: how(k)(optax.losses.multiclass_hinge_loss(s, y)),
    )
    sheet.ask("SquaredErrorOf", "mse", inputs.reals(3), lambda y, x, k: how(k)(optax.squared_error(x, y)))
    sheet.ask("SquaredErrorOfColumn", "mse", inputs.reals(), lambda y, x, k: how(k)(optax.squared_error(x, y)))
    sheet.keep()


def function_of(text: str, name: str, found: dict[str, Any]) -> Call:
    """A function out of the text of its file."""
    function = next(node for node in ast.parse(text).body if getattr(node, "name", "") == name)
    exec(ast.get_source_segment(text, function) or "", found)
    call: Call = found[name]
    return call


def fairseq(wheel: str) -> None:
    import torch
    import torch.nn.functional as F

    text = zipfile.ZipFile(wheel).read("fairseq/criterions/label_smoothed_cross_entropy.py").decode()
    label_smoothed_nll_loss = function_of(text, "label_smoothed_nll_loss", {})
    sheet = Sheet("fairseq", "torch")
    sheet.versions["fairseq"] = Path(wheel).name.split("-")[1]

    def smoothed(y: Any, z: Any, k: dict[str, Any]) -> float:
        total = label_smoothed_nll_loss(F.log_softmax(torch.tensor(z), -1), torch.tensor(y), k["alpha"])[0]
        return total / (1 if k.get("reduction") == "sum" else len(z))

    sheet.ask("SmoothedLikelihood", "smooth", with_knobs(inputs.labelled_logits(), ALPHA), smoothed, "--logits")
    sheet.keep()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    names = [name for name in sys.argv[1:] if not name.endswith(".whl")]
    for name in names:
        globals()[name](*(word for word in sys.argv[1:] if word.endswith(".whl") and name == "fairseq"))
