"""Label smoothing: some of the target's mass is given to the other classes."""

from xent_cli.exact.arithmetic import Number, Vector, decimal


def smooth(target: Vector, alpha: Number) -> Vector:
    """(1-α) y_k + α/K: α spread over all K classes."""
    a = decimal(alpha)
    return tuple((1 - a) * y + a / len(target) for y in target)


def smooth_binary(target: Vector, alpha: Number) -> Vector:
    """(1-α) y + α/2 of each element."""
    a = decimal(alpha)
    return tuple((1 - a) * y + a / 2 for y in target)


def smooth_binary_others(target: Vector, alpha: Number) -> Vector:
    """(1-α) y + α (1-y) of each element."""
    a = decimal(alpha)
    return tuple((1 - a) * y + a * (1 - y) for y in target)


def smooth_others(target: Vector, alpha: Number) -> Vector:
    """(1-α) y_k + α (1-y_k)/(K-1): α spread over the other classes, of which there must be one."""
    a = decimal(alpha)
    return tuple((1 - a) * y + a * (1 - y) / (len(target) - 1) for y in target)
