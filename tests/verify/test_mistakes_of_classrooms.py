"""What students do otherwise, each named for a claim of the catalogue and for one of another problem."""

import pytest

from xent_cli.measures.problem import Problem

from .problems import BCE, CE, CE_Z, FOCAL_1, KL, SMOOTH, WARM, P, claimed, problem

Z = [1, 3, 0.5]
OTHER_BCE = problem("bce", [1, 0, 0, 1], [0.8, 0.3, 0.1, 0.6])
OTHER_KL = problem("kl", [0.6, 0.3, 0.1], [0.2, 0.5, 0.3])
OTHER_CE_Z = problem("ce", 1, Z, "logits")
OTHER_SMOOTH = problem("smooth", 2, [-1.2, 0.4, 2], "logits", alpha="0.2")
ROWS = problem("ce", [0, 1], [[0.7, 0.3], [0.2, 0.8]])
THREE_ROWS = problem("ce", [0, 1, 2], [[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4]])
ENTROPY = problem("entropy", None, P)
COUNTS = problem("entropy", None, [4, 6, 2], "counts", "2")
BITS = problem("ce", 0, [0.6, 0.4])
GRAD = problem("grad", 1, Z, "logits", loss="ce")
GRAD_BCE = problem("grad", [1], [0.5], "logits", loss="bce")
SOFT = problem("ce", [0.35, 0.45, 0.2], [0.5, 0.3, 0.2])
FOCAL_0 = problem("focal", [0], [0.3], one_column=True)


@pytest.mark.parametrize(
    ("of", "claim", "name"),
    [
        (BCE, "0.109501", "the last sample left out of the sum"),
        (BCE, "0.164252", "the last sample left out"),
        (BCE, "0.074381", "only the term of y = 0"),
        (OTHER_BCE, "0.36355", "the third sample left out"),
        (OTHER_BCE, "0.24322", "the first sample left out of the sum"),
        (OTHER_BCE, "0.36698", "only the samples of y = 1"),
        (OTHER_BCE, "0.23102", "only the samples of y = 0"),
        (OTHER_BCE, "0.11551", "only the term of y = 0"),
        (OTHER_KL, "0.54931", "the second class left out"),
        (problem("entropy", None, [0.4, 0.35, 0.25]), "0.71309", "the second class left out"),
        (BCE, "0.131014", "one sign wrong inside the brackets"),
        (problem("bce", [0, 1], [0.3, 0.9]), "-0.12566", "one sign wrong inside the brackets"),
        (BCE, "0.741875", "the label ignored, as if every y were 1"),
        (BCE, "1.147340", "the label ignored, as if every y were 0"),
        (OTHER_BCE, "1.06013", "the label ignored, as if every y were 1"),
        (OTHER_BCE, "0.74694", "the label ignored, as if every y were 0"),
        (BCE, "0.265703", "logarithm of the mean instead of the mean of the logarithms"),
        (ROWS, "0.28768", "logarithm of the mean instead of the mean of the logarithms"),
        (ROWS, "0.7500", "the mean of the probabilities, and no logarithm"),
        (ROWS, "0.5600", "the probabilities multiplied, and no logarithm"),
        (BCE, "0.419665", "N - 1 instead of N"),
        (OTHER_BCE, "0.39867", "N - 1 instead of N"),
        (KL, "0.762140", "the weights p left out"),
        (problem("kl", [0.6, 0.4], [0.3, 0.7]), "0.13353", "the weights p left out"),
        (KL, "0.177156", "Jeffreys divergence"),
        (KL, "0.021901", "Jensen-Shannon divergence"),
        (OTHER_KL, "0.400", "total variation distance"),
        (OTHER_KL, "0.240", "squared differences"),
        (OTHER_KL, "1.0133", "χ² divergence"),
        (ENTROPY, "0.62", "Gini impurity instead of entropy"),
        (problem("entropy", None, [3, 1], "counts", "2"), "0.375", "Gini impurity instead of entropy"),
        (ENTROPY, "0.380", "Σ p² instead of entropy"),
        (ENTROPY, "0.500", "the share that the most frequent class misses, instead of entropy"),
        (ENTROPY, "3.5066", "the weights p left out"),
        (CE, "0.14", "squared error instead of cross-entropy"),
        (CE, "0.046667", "mean squared error instead of cross-entropy"),
        (problem("ce", 1, [0.2, 0.5, 0.3]), "0.38", "squared error instead of cross-entropy"),
        (problem("ce", 1, [0.2, 0.5, 0.3], base="2"), "0.12667", "mean squared error instead of cross-entropy"),
        (OTHER_BCE, "0.0750", "squared error instead of binary cross-entropy"),
        (OTHER_BCE, "0.250", "absolute error instead of binary cross-entropy"),
        (CE_Z, "0.438255", "logits divided by their sum instead of a softmax"),
        (OTHER_CE_Z, "0.40547", "logits divided by their sum instead of a softmax"),
        (CE_Z, "0.569817", "2^z instead of e^z"),
        (OTHER_CE_Z, "0.35542", "2^z instead of e^z"),
        (CE_Z, "2.342207", "e^-z instead of e^z"),
        (OTHER_CE_Z, "3.02391", "e^-z instead of e^z"),
        (CE_Z, "-2.0", "exponentials not divided by their sum"),
        (OTHER_CE_Z, "-3", "exponentials not divided by their sum"),
        (WARM, "0.146441", "multiplied by the temperature instead of divided"),
        (
            problem("ce", 1, Z, "logits", temperature=4.0),
            "0.0003808",
            "multiplied by the temperature instead of divided",
        ),
        (problem("ce", 0, Z, "logits", temperature=1.5), "1.44295", "divided by the temperature twice"),
        (SMOOTH, "0.375327", "the uniform term left out"),
        (OTHER_SMOOTH, "0.17380", "the uniform term left out"),
        (SMOOTH, "1.287030", "α and 1 - α exchanged"),
        (OTHER_SMOOTH, "1.49725", "α and 1 - α exchanged"),
        (problem("smooth", None, [0, 1, 0], alpha="0.2"), "0.2,1.0,0.2", "α on every class instead of α/K"),
        (problem("smooth", None, [0, 1, 0], alpha="0.3"), "0.1,0.7,0.1", "the true class without its share"),
        (FOCAL_1, "0.105361", "the factor (1 - ŷ)^γ left out"),
        (FOCAL_1, "0.010536", "γ = 1 taken instead of 2"),
        (problem("focal", 1, [0.2, 0.5, 0.3]), "0.69315", "the factor (1 - q)^γ left out"),
        (problem("focal", 1, [0.2, 0.5, 0.3]), "0.34657", "γ = 1 taken instead of 2"),
        (FOCAL_0, "0.17477", "ŷ^γ and (1 - ŷ)^γ confused where y = 0"),
        (FOCAL_0, "0.10836", "ln ŷ instead of ln(1 - ŷ) where y = 0"),
        (problem("bce", [0], [-1.5], "logits"), "1.701413", "the absolute value lost in the stable form"),
        (problem("bce", [0, 0], [-2, 1], "logits"), "1.72009", "the absolute value lost in the stable form"),
        (problem("bce", [1], [2], "logits"), "2.12693", "z·y not subtracted"),
        (problem("entropy", None, [2, 5], "counts", "2"), "0.954434", "the first class counted one more"),
        (COUNTS, "1.49492", "the second class counted one less"),
        (COUNTS, "1.50582", "1 added to every count"),
        (BITS, "5.108", "decimal point one place off"),
        (BITS, "0.05108", "decimal point one place off"),
        (BITS, "0.5018", "two digits exchanged"),
        (CE, "0.375", "two digits exchanged"),
        (BITS, "1.9576", "1 divided by the answer"),
        (BITS, "51.08", "written as a percentage"),
        (problem("ce", 0, [0.65, 0.35]), "0.350", "1 - q instead of -ln q"),
        (problem("ce", 2, [0.2, 0.5, 0.3]), "0.35667", "logarithm of 1 - q instead of q"),
        (CE_Z, "2.4170", "the logit of the true class not subtracted"),
        (OTHER_CE_Z, "3.19673", "the logit of the true class not subtracted"),
        (OTHER_BCE, "0.22314", "the first sample alone"),
        (THREE_ROWS, "0.91629", "the last sample alone"),
        (GRAD, "0.11117,0.82141,0.06743", "y not subtracted"),
        (problem("grad", [1, 0], [0.5, 1], "logits", loss="bce"), "0.31123,0.36553", "y not subtracted"),
        (GRAD, "0,-0.17859,0", "only the diagonal of the softmax's Jacobian"),
        (GRAD, "0.01098,-0.02620,0.00424", "ŷ (1 - ŷ) multiplied on once more"),
        (GRAD_BCE, "-0.08872", "ŷ (1 - ŷ) multiplied on once more"),
        (GRAD_BCE, "-0.17745", "gradient of the squared error"),
        (GRAD, "0.22233,-0.35718,0.13485", "a factor of 2"),
        (GRAD, "0.03706,-0.05953,0.02248", "mean over the elements instead of the rows"),
        (GRAD, "1,2,0.5", "logits used as probabilities"),
        (GRAD, "-0.88883,0.82141,0.06743", "class 0 taken instead of 1"),
        (problem("sigmoid", None, [1.5], "logits"), "0.18243", "sign of z turned round in the sigmoid"),
        (problem("sigmoid", None, [0.8], "logits"), "0.66404", "tanh instead of the sigmoid"),
        (problem("sigmoid", None, [-0.5], "logits"), "0.60653", "e^z instead of the sigmoid"),
        (problem("bce", [1, 1, 0], [0.7, 0.9, 0.4]), "1.0567", "the label of sample i = 1 read as 0"),
        (THREE_ROWS, "1.30401", "the label of row 2 read as 0"),
        (OTHER_CE_Z, "6.19673", "the logit of the true class added instead of subtracted"),
        (OTHER_CE_Z, "-1.52592", "odds instead of the probability"),
        (CE, "0.24967", "multiplied by q once more"),
        (SOFT, "1.0498", "logarithm of the sum instead of the sum of the logarithms"),
        (SOFT, "1.2040", "only the class of the largest p"),
        (CE, "0.68518", "binary cross-entropies of a one-hot target, added up"),
        (CE, "1.42290", "-ln q summed over all classes, and mean over the elements instead of the rows"),
        (KL, "1.2071", "logarithm forgotten"),
        (KL, "-0.22783", "difference of the entropies"),
        (
            problem("ce", 1, Z, "logits", temperature=4.0),
            "0.04918",
            "the loss divided by the temperature instead of the logits",
        ),
        (problem("sigmoid", None, [0.9], "logits"), "0.20550", "slope of the sigmoid"),
        (GRAD, "0.11117,1.82141,0.06743", "y added instead of subtracted"),
        (problem("mse", 1, [0.15, 0.62, 0.23]), "0.10990", "3 - 1 instead of 3"),
        (problem("gaussian", [2], [1.2], "numbers", sd="0.5"), "3.0116", "no ½ before any of the terms"),
    ],
)
def test_claim_is_named(of: Problem, claim: str, name: str) -> None:
    assert name in [diagnosis.name for diagnosis in claimed(claim, of)]


@pytest.mark.parametrize(
    ("of", "claim"),
    [
        (THREE_ROWS, "1.30"),  # one of six labels misread, of three digits
        (BITS, "0.5801"),  # two digits that are no neighbours
        (BCE, "0.16"),  # a sample left out, of two digits
    ],
)
def test_nobody_is_accused_of_what_is_rare_by_few_digits(of: Problem, claim: str) -> None:
    assert claimed(claim, of) == ()
