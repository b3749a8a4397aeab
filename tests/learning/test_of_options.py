from fractions import Fraction

import pytest

from xent_cli import InputError
from xent_cli.choices import Method, Minimised, MomentumForm, Smoothing, SquaredForm
from xent_cli.learning.of_options import descent, loss
from xent_cli.learning.options import Aim, Moves
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import BinaryFocal, Focal
from xent_cli.measures.loss import Loss
from xent_cli.measures.smooth import BinarySmooth, Smooth


def test_constants_are_read_exactly_and_the_rest_are_the_usual_ones() -> None:
    moves = Moves(rate="1/3", optimizer=Method.NESTEROV, momentum="50%", momentum_form=MomentumForm.POLYAK)
    found = descent(moves, Aim(l2="0.1", l2_form=SquaredForm.FULL))
    assert found.optimizer.constants["η"] == Fraction(1, 3)
    assert found.optimizer.momentum == Fraction(1, 2)
    assert found.optimizer.momentum_form is MomentumForm.POLYAK
    assert found.optimizer.beta2 == Fraction(999, 1000)
    assert float(found.penalty.l2) == 0.1
    assert found.penalty.l2_form is SquaredForm.FULL


@pytest.mark.parametrize(
    ("moves", "aim", "said"),
    [
        (Moves(), Aim(), "--rate: the learning rate is not said"),
        (Moves(rate="0"), Aim(), "--rate"),
        (Moves(rate="0.1", rho="0.9"), Aim(), "--rho: gd has none; leave it out; rmsprop has one"),
        (Moves(rate="0.1", bias_correction=False), Aim(), "--no-bias-correction: gd has none"),
        (Moves(rate="0.1", optimizer=Method.ADAM, beta1="1"), Aim(), "--beta1: 1 is out of range"),
        (Moves(rate="0.1", optimizer=Method.ADAM, epsilon="-1"), Aim(), "--epsilon: -1 is out of range"),
        (Moves(rate="x"), Aim(), "--rate: 'x' is not a number"),
        (Moves(rate="1"), Aim(l2="-1"), "--l2: -1 is out of range"),
        (Moves(rate="1"), Aim(l2_form=SquaredForm.HALF), "--l2-form: there is no L2 penalty"),
    ],
)
def test_what_cannot_be_used_is_an_error(moves: Moves, aim: Aim, said: str) -> None:
    with pytest.raises(InputError) as error:
        descent(moves, aim)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("aim", "of_one", "of_many"),
    [
        (Aim(), BinaryCrossEntropy, CrossEntropy),
        (Aim(loss=Minimised.SMOOTH), BinarySmooth, Smooth),
        (Aim(smoothing="0.2"), BinarySmooth, Smooth),
        (Aim(loss=Minimised.FOCAL, gamma="1"), BinaryFocal, Focal),
    ],
)
def test_the_loss_fits_the_rows_of_weights(aim: Aim, of_one: type[Loss], of_many: type[Loss]) -> None:
    assert type(loss(aim, 1)) is of_one
    assert type(loss(aim, 3)) is of_many


def test_smoothing_is_an_amount_or_says_who_gets_it() -> None:
    by_amount, by_name = loss(Aim(smoothing="0.2"), 3), loss(Aim(loss=Minimised.SMOOTH, smoothing="others"), 3)
    assert isinstance(by_amount, Smooth)
    assert by_amount.alpha == Fraction(1, 5)
    assert isinstance(by_name, Smooth)
    assert by_name.smoothing == Smoothing.OTHERS


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        (Aim(gamma="1"), "--gamma: ce has none"),
        (Aim(smoothing="some"), "--smoothing: 'some' is not a number; give α, such as 0.1; or uniform or others"),
        (Aim(smoothing="2"), "--smoothing"),
        (Aim(loss=Minimised.FOCAL, smoothing="0.1"), "--smoothing: focal has none"),
    ],
)
def test_a_knob_of_another_loss_is_an_error(aim: Aim, said: str) -> None:
    with pytest.raises(InputError) as error:
        loss(aim, 3)
    assert said in str(error.value)
