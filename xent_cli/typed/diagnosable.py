"""A typed problem and its answer, as the catalogue of mistakes sees them."""

from dataclasses import replace

import numpy as np

from xent_cli.core.answer import Value
from xent_cli.core.ce import distribution, is_labels
from xent_cli.measures.measure import as_array
from xent_cli.typed import problem as typed
from xent_cli.verify.problem import Problem


def diagnosable(problem: typed.Problem, answer: Value) -> Problem:
    """What a wrong claim about this answer is diagnosed by."""
    measure, target, values = problem.measure, problem.target, problem.values
    labels = target if target is not None and is_labels(target) else None
    weights, rows, knobs = problem.class_weights, problem.weighting.weights, measure.knobs
    return Problem(
        command=measure.command,
        loss=str(knobs.get("loss", measure.command)),
        values=values,
        kind=problem.meaning.kind,
        pred=problem.pred,
        target=None if target is None else distribution(target, values.shape[1]),
        labels=labels,
        log=problem.log,
        reduction=str(problem.reduction),
        answer=answer if isinstance(answer, float) else tuple(np.array(answer).reshape(-1).tolist()),
        class_weight=None if weights is None else as_array(weights),
        sample_weight=as_array(rows) if {*rows} != {1} else None,
        temperature=float(problem.meaning.temperature),
        unclamped=None if problem.meaning.eps is None else replace(problem.meaning, eps=None).core(values),
        pos_weight=float(knobs.get("pos_weight", 1.0)),
        alpha=knobs.get("alpha"),
        gamma=float(knobs.get("gamma", 2.0)),
        smoothing=str(knobs.get("smoothing", "uniform")),
        wrt=str(knobs.get("wrt", "logits")),
        names=problem.sample.names,
        ignored=problem.sample.ignored,
        elementwise=problem.meaning.elementwise,
    )
