"""What an option of few words may say."""

from enum import StrEnum


class Reduction(StrEnum):
    """How the losses of several rows become an answer."""

    MEAN = "mean"
    SUM = "sum"
    NONE = "none"


class Format(StrEnum):
    """What the answer is written as."""

    TABLE = "table"
    PLAIN = "plain"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    LATEX = "latex"
    HTML = "html"


class Theme(StrEnum):
    """On which ground a picture is drawn."""

    LIGHT = "light"
    DARK = "dark"
    AUTO = "auto"


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Smoothing(StrEnum):
    """Who gets the mass α that label smoothing takes from the true class."""

    UNIFORM = "uniform"
    OTHERS = "others"


class WithRespectTo(StrEnum):
    """What a gradient is taken by."""

    LOGITS = "logits"
    PROBS = "probs"
    PREDICTIONS = "predictions"
    SCORES = "scores"
    MEAN = "mean"


class HingeForm(StrEnum):
    """What a hinge loss of several classes makes of those that come too near."""

    WESTON_WATKINS = "weston-watkins"
    CRAMMER_SINGER = "crammer-singer"


class Library(StrEnum):
    """Whose number is asked for."""

    TORCH = "torch"
    KERAS = "keras"
    SKLEARN = "sklearn"
    SCIPY = "scipy"
    OPTAX = "optax"
    FAIRSEQ = "fairseq"
    TORCHVISION = "torchvision"
    KAGGLE = "kaggle"
    ALL = "all"


class WeightsBy(StrEnum):
    """What the rows of a matrix of weights are."""

    CLASS = "class"
    INPUT = "input"


class Exchange(StrEnum):
    """How another program reads questions."""

    MOODLE = "moodle"
    GIFT = "gift"


class Minimised(StrEnum):
    """Which loss a regression brings down."""

    CE = "ce"
    SMOOTH = "smooth"
    FOCAL = "focal"


class Method(StrEnum):
    """How parameters move against a gradient."""

    GD = "gd"
    MOMENTUM = "momentum"
    NESTEROV = "nesterov"
    ADAGRAD = "adagrad"
    RMSPROP = "rmsprop"
    ADAM = "adam"


class MomentumForm(StrEnum):
    """Whether a velocity is of gradients, which the rate multiplies as it moves, or of moves."""

    TORCH = "torch"
    POLYAK = "polyak"


class SquaredForm(StrEnum):
    """Whether the L2 penalty is λ/2 ‖w‖² or λ ‖w‖²."""

    HALF = "half"
    FULL = "full"
