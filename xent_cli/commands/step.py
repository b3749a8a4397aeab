"""xent step."""

from collections.abc import Callable
from typing import Any

from xent_cli.checking import Gate
from xent_cli.commands.signature import command
from xent_cli.learning.options import Aim, Given, Moves
from xent_cli.options import Looks
from xent_cli.outcome import Outcome

DOC = """One update of logistic or softmax regression, worked as by hand: z, ŷ, loss, ∂L/∂W, ∂L/∂b, the new W and b.

xent step --weights '0.2,-0.3; -0.5,0.7' --bias 0,0 --inputs 1,2 --target 1 --rate 0.1

xent step --weights 0.5,-0.25 --bias 0 --inputs '1,2; -1,0.5' --target 1,0 --rate 0.5 --l2 0.1

xent step --weights 5 --gradient 4 --optimizer adam --rate 0.1

xent step --weights 5 --gradient 4 --optimizer momentum --state 0.5 --rate 0.1 --updates 3

Rows of W are classes, and one row alone is that of a sigmoid. The loss of several rows of inputs is their mean;
penalties are no share of it, and never on the bias. With --gradient the optimizer alone moves bare parameters.
"""


def step() -> Callable[..., Outcome]:
    """The command."""
    groups = {"given": Given, "aim": Aim, "moves": Moves, "output": Looks, "check": Gate}
    return command("step", DOC, [], groups, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.learning.step_call import Call, solve

    return solve(Call(**groups))
