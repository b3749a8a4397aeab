"""xent grad."""

from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

from typer import Argument, Option

from xent_cli.checking import CHECK, Check
from xent_cli.choices import WithRespectTo
from xent_cli.commands.signature import command, knobs_of, of_knobs, operands, turned
from xent_cli.core.errors import InputError
from xent_cli.measures.catalogue import MEASURES, suggested
from xent_cli.measures.loss import Loss, OfScores
from xent_cli.options import NUMBERS, Labels, Numbers, Reduced, Table, Target, Weights
from xent_cli.outcome import Outcome

GROUPS = {
    "numbers": Numbers,
    "labels": Labels,
    "target": Target,
    "table": Table,
    "weights": Weights,
    "output": Reduced,
    "check": Check,
}


def grad() -> Callable[..., Outcome]:
    """The command, with the knobs of all losses."""
    losses = {name: cls for name, listed in MEASURES.items() if issubclass(cls := listed.load(), Loss)}
    names = f"{', '.join(list(losses)[:-1])} or {list(losses)[-1]}"
    loss = Parameter(
        "loss", Parameter.KEYWORD_ONLY, annotation=Annotated[str, Argument(metavar="LOSS", help=f"{names}.")]
    )
    wrt = Parameter(
        "wrt",
        Parameter.KEYWORD_ONLY,
        default=WithRespectTo.LOGITS,
        annotation=Annotated[
            WithRespectTo, Option(help="By the logits, or by the probabilities.", rich_help_panel=NUMBERS)
        ],
    )
    beside = Annotated[
        bool, Option("--verify", help="Beside each component an independent derivative.", rich_help_panel=CHECK)
    ]
    verify = Parameter("verify", Parameter.KEYWORD_ONLY, default=False, annotation=beside)
    parameters = [loss, operands("TARGET PRED"), *of_knobs(knobs_of(losses).values()), wrt, verify]
    return command("grad", DOC, parameters, GROUPS, asked(losses))


DOC = """Gradient of a loss: by the logits that of cross-entropy is ŷ - y. Of several rows, that of the mean loss.

xent grad ce 0 2,1,0.1 --logits

xent grad focal 0 2,1,0.1 --logits --gamma 2 --verify

xent grad bce 1,0 2.5,-1 --logits --reduction sum
"""


def asked(losses: dict[str, type[Loss]]) -> Callable[[dict[str, Any], dict[str, Any]], Outcome]:
    """The call of the command."""

    def call(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
        from xent_cli.call import called
        from xent_cli.core.kinds import InputKind
        from xent_cli.measures.gradient import Gradient
        from xent_cli.pipeline import solve

        chosen = turned_loss(losses, typed["loss"], {name: typed[name] for name in knobs_of(losses)})
        call = called(type(chosen), typed["operands"], **groups)
        meaning, by = call.meaning, typed["wrt"]
        if isinstance(chosen, OfScores):
            by = chosen.function_of
        elif meaning.kind is InputKind.REALS:
            by = WithRespectTo.PREDICTIONS  # there are no logits behind numbers
        elif by not in (WithRespectTo.LOGITS, WithRespectTo.PROBS):
            by = WithRespectTo.PROBS
        notes: tuple[str, ...] = ()
        if by is WithRespectTo.LOGITS and meaning.eps is not None:
            what = "a clamped probability does not move with its logit"
            raise InputError(what, "--eps", "leave it out, or --wrt probs")
        if by is WithRespectTo.LOGITS and meaning.kind is not InputKind.LOGITS:
            behind = "by the logits behind these probabilities, z = ln q + any constant"
            notes = (f"{behind}; if they are logits, say --logits",)
        asked = Gradient(chosen, by, temperature=meaning.temperature, base=call.log.text, notes=notes)
        return solve(asked.but(verify=typed["verify"]), call)

    return call


def turned_loss(losses: dict[str, type[Loss]], name: str, knobs: dict[str, Any]) -> Loss:
    """The loss of that name with its knobs turned; a knob that it has not is an InputError."""
    if name not in losses:
        what = f"there is no gradient of '{name}'{suggested(name, losses)}"
        raise InputError(what, "LOSS", f"give one of {', '.join(losses)}")
    return turned(losses[name], knobs)
