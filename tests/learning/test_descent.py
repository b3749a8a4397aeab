"""Ten updates, as torch's optimizers make them, and optax's with ε inside the root."""

import json
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xent_cli.choices import Method, MomentumForm, SquaredForm
from xent_cli.exact.arithmetic import decimal, one_hot, open_context
from xent_cli.formula.latex import Latex
from xent_cli.formula.slope import ByValue
from xent_cli.formula.unicode import Unicode
from xent_cli.learning.descent import Descent
from xent_cli.learning.optimizers import Optimizer
from xent_cli.learning.penalties import Penalty
from xent_cli.learning.regression import exact_slopes, slopes
from xent_cli.learning.valued import in_decimals, in_floats
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.loss import Loss

KEPT = json.loads((Path(__file__).parents[1] / "data" / "learning" / "optimizers.json").read_text(encoding="utf-8"))
LOSSES: dict[str, Loss] = {"softmax": CrossEntropy(), "logistic": BinaryCrossEntropy()}
FORMS = {"momentum": MomentumForm, "nesterov": MomentumForm}


def descent_of(case: dict[str, Any], **beside: Any) -> Descent:
    """The optimizer of a kept trajectory."""
    knobs = {name: x if isinstance(x, bool) else Fraction(str(x)) for name, x in case["knobs"].items()}
    penalty = Penalty(**{name: knobs.pop(name) for name in ("l1", "l2") if name in knobs})
    return Descent(Optimizer(Method(case["optimizer"]), Fraction(1, 4), **knobs, **beside), penalty)


def told(case: dict[str, Any]) -> str:
    return "-".join([case["problem"], case["optimizer"], *(f"{name}={x}" for name, x in case["knobs"].items())])


@pytest.mark.parametrize("case", KEPT["cases"], ids=told)
def test_ten_updates_in_float64_are_those_of_torch(case: dict[str, Any]) -> None:
    problem = KEPT["problems"][case["problem"]]
    x, labels = np.array(problem["inputs"]), np.array(problem["target"])
    target = labels if case["problem"] == "softmax" else labels[:, np.newaxis].astype(float)
    share = 1 / len(x) if problem["reduction"] == "mean" else 1.0
    for form in FORMS.get(case["optimizer"], [MomentumForm.TORCH]):
        descent = descent_of(case, momentum_form=form)
        weights, bias = np.array(problem["weights"]), np.array(problem["bias"])
        kept = kept_of_bias = descent.optimizer.beginning
        for t, want in enumerate(case["updates"], 1):
            found = slopes(LOSSES[case["problem"]], weights, bias, x, target, share)
            assert found.losses.sum() * share == pytest.approx(want["loss"], rel=1e-12)
            weights, kept = descent.updated(in_floats, weights, found.by_weights, kept, t)
            bias, kept_of_bias = descent.updated(in_floats, bias, found.by_bias, kept_of_bias, t, bias=True)
            assert weights == pytest.approx(np.array(want["weights"]), rel=1e-12, abs=1e-12)
            assert bias == pytest.approx(np.array(want["bias"]), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("case", KEPT["cases"], ids=told)
def test_ten_updates_in_decimals_are_those_of_torch(case: dict[str, Any]) -> None:
    problem = KEPT["problems"][case["problem"]]
    descent, count = descent_of(case), len(problem["bias"]) * len(problem["inputs"][0])
    with localcontext(open_context(40)):
        weights, x = exact(problem["weights"]), exact(problem["inputs"])
        bias, flat = exact([problem["bias"]])[0], sum(weights, ())
        target = [one_hot(label, len(bias)) if len(bias) > 1 else (Decimal(label),) for label in problem["target"]]
        shares = (decimal(Fraction(1, len(x) if problem["reduction"] == "mean" else 1)),) * len(x)
        kept = kept_of_bias = descent.optimizer.beginning
        for t, _ in enumerate(case["updates"], 1):
            width = len(x[0])
            weights = tuple(flat[i : i + width] for i in range(0, len(flat), width))
            found = exact_slopes(LOSSES[case["problem"]], weights, bias, x, tuple(target), shares)
            flat, kept = descent.updated(in_decimals(count), flat, sum(found.by_weights, ()), kept, t)
            bias, kept_of_bias = descent.updated(
                in_decimals(len(bias)), bias, found.by_bias, kept_of_bias, t, bias=True
            )
        want = case["updates"][-1]
        assert [float(w) for w in flat] == pytest.approx(np.ravel(want["weights"]).tolist(), rel=1e-12, abs=1e-12)
        assert [float(b) for b in bias] == pytest.approx(want["bias"], rel=1e-12, abs=1e-12)


def exact(rows: list[list[float]]) -> tuple[tuple[Decimal, ...], ...]:
    """Numbers as they are typed."""
    return tuple(tuple(Decimal(str(x)) for x in row) for row in rows)


def test_adam_without_bias_correction_takes_its_means_as_they_are() -> None:
    descent = Descent(Optimizer(Method.ADAM, Fraction(1, 10), bias_correction=False))
    w, kept = descent.updated(in_floats, np.array([5.0]), np.array([4.0]), descent.optimizer.beginning, 1)
    assert kept["m"] == pytest.approx([0.4])
    assert kept["v"] == pytest.approx([0.016])
    assert w == pytest.approx([5 - 0.1 * 0.4 / (0.016**0.5 + 1e-8)])


def test_what_nothing_pulls_at_stands_still() -> None:
    for method in Method:
        descent = Descent(Optimizer(method, Fraction(1, 10), epsilon=Fraction(0)))
        with np.errstate(all="ignore"):
            w, _ = descent.updated(in_floats, np.array([5.0]), np.array([0.0]), descent.optimizer.beginning, 1)
        assert w == [5.0]
        exactly = descent.updated(in_decimals(1), (Decimal(5),), (Decimal(0),), descent.optimizer.beginning, 1)
        assert exactly[0] == (5,)


@pytest.mark.parametrize("form", SquaredForm)
def test_a_penaltys_slope_is_that_of_its_formula(form: SquaredForm) -> None:
    penalty = Penalty(Fraction(1, 5), Fraction(3, 10), form)
    w = np.array([2.0, -1.5, 0.25])
    valued = in_floats({**penalty.constants, "w": w})
    slope = valued.each(penalty.slope)
    assert slope == pytest.approx(valued.each(penalty.formula.slope(ByValue("w"))))
    for i in range(3):
        up, down = (penalty.value(in_floats, w + side * 1e-6 * (np.arange(3) == i)) for side in (1, -1))
        assert (up - down) / 2e-6 == pytest.approx(slope[i], rel=1e-6)


def test_a_weight_of_0_feels_no_penalty() -> None:
    penalty = Penalty(Fraction(1), Fraction(1))
    assert in_floats({**penalty.constants, "w": np.array([0.0])}).each(penalty.slope) == [0.0]


@pytest.mark.parametrize(
    ("descent", "lines"),
    [
        (Descent(Optimizer(Method.GD, Fraction(1))), ["g = ∂L/∂w", "w' = w - η g"]),
        (
            Descent(Optimizer(Method.MOMENTUM, Fraction(1)), Penalty(Fraction(1), Fraction(1))),
            ["g = ∂L/∂w + λ₁ sign(w) + λ₂ w", "v' = β v + g", "w' = w - η v'"],
        ),
        (
            Descent(Optimizer(Method.ADAM, Fraction(1), decay=Fraction(1), epsilon_inside=True)),
            [
                "g = ∂L/∂w",
                "m' = β₁ m + (1-β₁) g",
                "v' = β₂ v + (1-β₂) g²",
                "m̂ = m'/(1 - β₁^t)",
                "v̂ = v'/(1 - β₂^t)",
                "w' = (1 - η δ) w - η m̂ / √(v̂ + ε)",
            ],
        ),
    ],
)
def test_written(descent: Descent, lines: list[str]) -> None:
    assert [Unicode().write(line) for line in descent.equations()] == lines


def test_written_by_latex() -> None:
    descent = Descent(Optimizer(Method.ADAGRAD, Fraction(1)), Penalty(Fraction(1), Fraction(1)))
    assert [Latex().write(line) for line in descent.equations()] == [
        r"g = \frac{\partial L}{\partial w} + \lambda_1 \operatorname{sign}(w) + \lambda_2 w",
        "s' = s + g^2",
        r"w' = w - \frac{\eta g}{\sqrt{s'} + \varepsilon}",
    ]
    assert Latex().write(descent.penalty.formula) == (r"\lambda_1 \sum \left|w\right| + \frac{\lambda_2}{2} \sum w^2")
