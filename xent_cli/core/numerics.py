"""Small tools of stable arithmetic: exact differences, sums that keep their rounding errors, log-sum-exp."""

import math
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.errors import InputError

Array: TypeAlias = NDArray[np.float64]
Labels: TypeAlias = NDArray[np.int64]

_BLOCK = 1 << 16  # elements worked on at a time: two buffers of 512 KB stay in a core's cache
_FEW_CLASSES = 100  # below, a column of all rows is the longer run of memory; above, a row


def two_diff(a: Array, b: Array) -> tuple[Array, Array]:
    """a - b as (difference, rounding error), exactly; the error is 0 where the difference is infinite."""
    with np.errstate(invalid="ignore", over="ignore"):
        difference = a - b
        back = difference - a
        error = (a - (difference - back)) - (b + back)
    return difference, np.where(np.isfinite(difference), error, 0.0)


def times(weight: Array, amount: Array) -> Array:
    """weight · amount, with 0 · inf = 0: what has no weight does not count, however large."""
    with np.errstate(invalid="ignore", over="ignore"):
        product = np.asarray(weight * amount + 0.0)  # 0, and not -0
    if np.isnan(product.max(initial=0.0)):
        product = np.where(weight == 0, 0.0, product)
    return product


def over(weight: Array, amount: Array) -> Array:
    """weight / amount, with 0 / 0 = 0."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(weight == 0, 0.0, weight / amount)


def odds_to_prob(odds: Array) -> Array:
    """odds/(1 + odds); small odds as odds - odds²/(1 + odds), whose one rounding is the last."""
    small = np.minimum(odds, 0.25)
    return np.where(odds < 0.25, small - small * small / (1.0 + small), odds / (1.0 + odds))


def sigmoid(z: Array) -> Array:
    """1/(1 + e^-z), by the exponential that cannot overflow."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0 / (1.0 + e), odds_to_prob(e))


def softplus(x: Array) -> Array:
    """ln(1 + e^x), as the sum of two terms that are never negative."""
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def in_base(nats: Array, base: float) -> Array:
    """An amount of information in units of ln(base); InputError if that is none."""
    if not (0.0 < base < math.inf) or base == 1.0:
        raise InputError(f"{base} is no base of a logarithm", "base", "give a positive one other than 1")
    return nats if base == math.e else nats / math.log(base)


def pick(x: NDArray[np.floating], labels: Labels) -> NDArray[np.floating]:
    """x[..., label], row by row."""
    return np.take_along_axis(x, labels[..., np.newaxis], axis=-1)[..., 0]


def sum_parts(x: Array) -> tuple[Array, Array]:
    """The sum over the last axis and the rounding error it left behind.

    Halves are added element by element until one is left: a row's sum depends on nothing but the row.
    """
    total, error = x.copy(order="K"), np.zeros_like(x)
    size = x.shape[-1]
    while size > 1:
        half = size // 2
        near, far = total[..., :half], total[..., size - half : size]
        with np.errstate(invalid="ignore", over="ignore"):
            both = near + far
            back = both - near
            lost = (near - (both - back)) + (far - back)
        error[..., :half] += error[..., size - half : size] + lost
        total[..., :half] = both
        size -= half
    whole = total[..., 0]
    return whole, np.where(np.isfinite(whole), error[..., 0], 0.0)


def compensated_sum(x: Array) -> Array:
    """The sum over the last axis, as if computed in twice the precision and rounded once."""
    total, error = sum_parts(x)
    return np.asarray(total + error)


def plain_sum(x: Array) -> Array:
    """The fast sum over the last axis; by halves if short, as np.sum there depends on the number of rows."""
    if x.shape[-1] >= _FEW_CLASSES:
        return np.asarray(x.sum(axis=-1))
    while (size := x.shape[-1]) > 1:
        half = (size + 1) // 2
        near = np.empty_like(x[..., :half])
        np.add(x[..., : size - half], x[..., half:], out=near[..., : size - half])
        near[..., size - half :] = x[..., size - half : half]
        x = near
    return np.asarray(x[..., 0])


def label_surprisal(logits: NDArray[np.floating], labels: Labels) -> Array:
    """-ln softmax(z)_y = log1p(Σ_{k≠y} e^(z_k - z_y)) of (n, K) logits, a cacheful of rows at a time.

    Centred on the label rather than the maximum, nothing cancels where its own probability is near 1.
    """
    n, classes = logits.shape
    rows = max(1, min(n, _BLOCK // classes))
    order: Literal["C", "F"] = "F" if classes < _FEW_CLASSES else "C"
    scratch = np.empty((2, rows * classes))
    surprisal = np.empty(n)
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, n, rows):
            block = slice(start, start + rows)
            z = logits[block].astype(np.float64, copy=False)
            terms, error = (flat[: z.size].reshape(z.shape, order=order) for flat in scratch)
            surprisal[block] = _centred(z, labels[block], terms, error)
    # e^(z_k - z_y) overflows, or a logit is -inf and its rounding error undefined
    (rest,) = np.nonzero(~np.isfinite(surprisal))
    if rest.size:
        gap, _, total, lost = shifted(logits[rest].astype(np.float64))
        surprisal[rest] = pick(gap, labels[rest]) + np.log1p(total + lost)
    return surprisal


def _centred(z: Array, labels: Labels, terms: Array, error: Array) -> Array:
    """log1p(Σ_{k≠y} e^(z_k - z_y)); terms and error are scratch.

    With the label's logit rounded to an integer c, z - c loses exactly z - ((z - c) + c) (fast two-sum,
    as c is a multiple of z's last place), and e^(c - z_y) makes up for the rounding of c.
    """
    row = np.arange(len(z))
    own = z[row, labels]
    centre = np.rint(own)
    np.subtract(z, centre[:, np.newaxis], out=terms)
    np.add(terms, centre[:, np.newaxis], out=error)
    np.subtract(z, error, out=error)
    np.exp(terms, out=terms)
    np.multiply(error, terms, out=error)
    np.add(terms, error, out=terms)
    terms[row, labels] = 0.0
    return np.asarray(np.log1p(plain_sum(terms) * np.exp(centre - own)))


def shifted(z: Array) -> tuple[Array, Array, Array, Array]:
    """m - z, e^(z - m), its sum over all but one argmax and what that lost: softmax and log-sum-exp are made of it."""
    top = z.argmax(axis=-1)[..., np.newaxis]
    gap, error = below_top(z, top)
    return gap, *exponentials(gap, error, top)


def below_top(z: Array, top: Labels) -> tuple[Array, Array]:
    """m - z as (difference, rounding error); the maximum m is at `top`."""
    return two_diff(np.take_along_axis(z, top, axis=-1), z)


def exponentials(gap: Array, error: Array, top: Labels) -> tuple[Array, Array, Array]:
    """e^-(gap + error), its sum over all but `top`, where the gap is 0, and what that lost.

    The rounding of the gap is put back into the exponential: at a gap of 40 it is worth 16 ulp.
    """
    e = np.exp(-gap)
    correction = -e * error
    others = e.copy(order="K")
    np.put_along_axis(others, top, 0.0, axis=-1)
    total, lost = sum_parts(others)
    return e + correction, total, lost + compensated_sum(correction)


def logsumexp(logits: Array) -> Array:
    """m + log1p(Σ over all but the maximum of e^(z - m)); -inf where all are -inf, inf where one is inf."""
    m = logits.max(axis=-1)
    _, _, total, lost = shifted(np.where(np.isfinite(m)[..., np.newaxis], logits, 0.0))
    return np.asarray(np.where(np.isfinite(m), m + np.log1p(total + lost), m))
