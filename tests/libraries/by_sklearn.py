"""scikit-learn, and as it was for Kaggle."""

from typing import Any

from . import inputs
from .inputs import Asked
from .sheet import Call, Sheet


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
