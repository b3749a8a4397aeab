"""What measures take: each kind of operands knows how they are called, and as which symbols a formula sees them."""

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from xent_cli.inputs.layout import TargetForm


class Takes:
    """Operands of a measure; the last are the predictions, or whatever is looked at."""

    operands: ClassVar[tuple[str, ...]]
    # Whether each predicted number stands for itself.
    elementwise: ClassVar[bool] = False
    # Whether the last are predictions, and may have a hat.
    predicts: ClassVar[bool] = True
    # Whether the numbers of a row are those of classes.
    of_classes: ClassVar[bool] = True
    # What TARGET is beside the predictions.
    target: ClassVar["TargetForm"] = "distribution"
    # What a mean divides by, unless rows or labels have weights.
    counted: ClassVar[str] = "N"

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        """The operands by their letters in a formula."""
        raise NotImplementedError(cls)


class Alone(Takes):
    """Predictions, and nothing beside them."""

    operands = ("P",)

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"p": pred, "q": pred}


class ElementsAlone(Alone):
    """Numbers that each stand for themselves, and nothing beside them."""

    elementwise = True
    of_classes = False

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"ŷ": pred}


class Truth(Takes):
    """The truth alone: labels, or distributions."""

    operands = ("TARGET",)

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"y": pred.probs}


class TruthOfElements(Truth):
    """The truth alone, each number standing for itself."""

    elementwise = True
    of_classes = False


class Compared(Takes):
    """The truth and predictions of it."""

    operands = ("TARGET", "PRED")

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"p": target, "y": target, "q": pred}


class Distributions(Compared):
    """Two distributions a row."""

    operands = ("P", "Q")


class Classes(Compared):
    """Labels or distributions, and predicted distributions over the same classes."""

    target = "classes"


class Counted(Compared):
    """How often each class was seen, and predicted distributions over the same classes."""

    operands = ("COUNTS", "PROBS")

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"n": target, "q": pred}


class Elements(Compared):
    """Numbers from 0 to 1, and a predicted probability for each."""

    elementwise = True
    of_classes = False
    target = "elements"
    counted = "N elements"

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"y": target, "ŷ": pred}


class NormalAlone(Alone):
    """A Gaussian."""

    of_classes = predicts = False

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"μ_p": pred.probs}


class NormalPair(Compared):
    """Two Gaussians."""

    of_classes = predicts = False
    operands = ("P", "Q")

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"μ_p": target, "μ_q": pred.probs}


class Scored(Classes):
    """Labels, and a score for each class."""

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"p": target, "y": target, "s": pred.probs}


class Means(Elements):
    """Numbers, and a mean for each."""

    operands = ("TARGET", "MEAN")

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"y": target, "μ": pred.probs}


class ScoredElements(Elements):
    """Labels of two classes, and a score for each."""

    @classmethod
    def symbols(cls, target: Any, pred: Any) -> dict[str, Any]:
        return {"y": target, "s": pred.probs}
