"""All known mistakes, the most common first, and the pairs of them that occur."""

from itertools import combinations, product
from typing import NamedTuple, TypeAlias

from xent_cli.measures.gradient import Gradient
from xent_cli.measures.measure import Measure
from xent_cli.verify.mistakes import (
    binary,
    clipping,
    conventions,
    counts,
    divergences,
    forgotten,
    formulas,
    gradients,
    hinges,
    likelihoods,
    normals,
    on_the_way,
    overflow,
    perplexity,
    readings,
    rounding,
    samples,
    scales,
    slips,
    smoothing,
    softmaxes,
    squares,
)
from xent_cli.verify.mistakes.mistake import Mistake

CATALOGUE = (
    *scales.BASES,
    readings.softmax_twice,
    readings.probs_as_logits,
    scales.sum_for_mean,
    scales.mean_for_sum,
    readings.sigmoid_twice,
    readings.probs_as_log_odds,
    scales.mean_of_elements,
    scales.mean_of_rows,
    readings.swapped,
    scales.sign_of_loss,
    scales.sign_of_gradient,
    readings.logits_as_probs,
    conventions.weights_over_rows,
    *forgotten.FORGOTTEN,
    *smoothing.SMOOTHINGS,
    conventions.alpha_on_both,
    conventions.alpha_reversed,
    conventions.alpha_left_out,
    conventions.alpha_of_torchvision,
    formulas.positive_term_only,
    *binary.BINARY,
    readings.softmax_for_sigmoid,
    *softmaxes.SOFTMAXES,
    *readings.OTHER_CLASSES,
    readings.y_flipped,
    readings.wrong_axis,
    readings.not_normalised,
    conventions.rescaled,
    *clipping.CLIPPED,
    overflow.naive_log,
    *overflow.OVERFLOWED,
    overflow.zero_times_infinity,
    perplexity.taken,
    *perplexity.OF_OTHER_BASES,
    perplexity.without_root,
    perplexity.mean_of_inverses,
    conventions.ignored_rows_kept,
    scales.averaged_twice,
    gradients.only_part_of_entry,
    gradients.by_probs,
    gradients.by_logits,
    gradients.diagonal_only,
    *gradients.BY_HAND,
    formulas.log_of_q_forgotten,
    formulas.log_forgotten,
    formulas.binary_for_categorical,
    formulas.binaries_for_categorical,
    readings.sigmoid_for_softmax,
    formulas.entropy_not_subtracted,
    formulas.entropy_added,
    formulas.entropy_subtracted,
    formulas.entropy_of_target,
    formulas.entropy_of_prediction,
    formulas.all_classes,
    *on_the_way.ON_THE_WAY,
    formulas.not_fading,
    formulas.fading_once,
    formulas.gamma_as_factor,
    formulas.wrong_power,
    formulas.power_of_logit,
    formulas.weight_on_both,
    formulas.weight_on_other,
    formulas.one_hot_as_indices,
    *divergences.DIVERGENCES,
    *squares.SQUARES,
    *hinges.HINGES,
    *likelihoods.LIKELIHOODS,
    *normals.NORMALS,
    *samples.SAMPLES,
    *counts.COUNTS,
    *slips.SLIPS,
    *rounding.ROUNDED,
)

# Of one group only one is made; of two, that of the later group first.
_GROUPS = (
    scales.BASES,
    (scales.sum_for_mean, scales.mean_for_sum, scales.mean_of_elements),
    (scales.sign_of_loss, scales.sign_of_gradient),
    (readings.swapped,),
    readings.OTHER_CLASSES,
    (
        readings.softmax_twice,
        readings.probs_as_logits,
        readings.sigmoid_twice,
        readings.probs_as_log_odds,
        readings.logits_as_probs,
    ),
)

# Pairs that many make.
COMMON_PAIRS = {
    *product(scales.BASES, (scales.sum_for_mean, scales.mean_for_sum)),
    *product((scales.sum_for_mean, scales.mean_for_sum, readings.swapped), scales.BASES),
}
PAIRS = (
    *((first, then) for last, before in combinations(_GROUPS, 2) for then, first in product(last, before)),
    *product((formulas.positive_term_only,), (scales.sum_for_mean,)),
    *product((formulas.all_classes,), (scales.mean_of_elements,)),
    *product(rounding.ROUNDED_PROBS, scales.BASES),
    *product((overflow.naive_log, *overflow.OVERFLOWED), (scales.sign_of_loss, overflow.zero_times_infinity)),
)


# Those that nothing but the answer and what it was divided by is needed for.
OF_TOTALS = {
    *scales.SCALES,
    *perplexity.OF_OTHER_BASES,
    *slips.SLIPS,
    conventions.weights_over_rows,
    forgotten.class_weights,
    perplexity.taken,
}

Pair: TypeAlias = tuple[Mistake, Mistake]


class Made(NamedTuple):
    """The mistakes that can be made in one quantity."""

    singles: tuple[Mistake, ...]
    pairs: tuple[Pair, ...]
    common_pairs: tuple[Pair, ...]


def made_in(measure: Measure, *, of_totals: bool = False) -> Made:
    """The part of the catalogue that concerns a measure, or what is known of it when its rows are gone."""
    kind = type(measure), type(measure.loss) if isinstance(measure, Gradient) else None, of_totals
    if kind not in _KNOWN:
        known = (mistake for mistake in CATALOGUE if mistake in OF_TOTALS or not of_totals)
        singles = tuple(mistake for mistake in known if mistake.concerns(measure))
        pairs = tuple(pair for pair in PAIRS if set(pair) <= set(singles))
        _KNOWN[kind] = Made(singles, pairs, tuple(pair for pair in pairs if pair in COMMON_PAIRS))
    return _KNOWN[kind]


_KNOWN: dict[object, Made] = {}
