"""xent compare."""

from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

from typer import Option

from xent_cli.checking import CHECK, Gate
from xent_cli.commands.signature import command, knobs_of, of_knobs, operands, turned
from xent_cli.core.errors import InputError
from xent_cli.measures.catalogue import MEASURES, suggested
from xent_cli.measures.loss import Loss
from xent_cli.measures.measure import Measure
from xent_cli.measures.takes import Compared
from xent_cli.options import NUMBERS, OUTPUT, ROWS, TABLE, Labels, Numbers, Output, Scored, Target, Weights
from xent_cli.outcome import Outcome
from xent_cli.record import record

DOC = """Two predictions of the same rows: both means, and how sure the mean difference NEW - OLD is.

printf 'y,a,b\\n1,.8,.9\\n0,.3,.1\\n' | xent compare -t y --pred a --versus b --measure bce

printf 'y,a,b\\n1,.8,.9\\n0,.3,.1\\n' | xent compare -t y -p a --versus b --measure brier -q

OLD and NEW are two tables, `xent compare old.csv new.csv --target label`, or one with two sets of columns. Rows are
paired by their place, and the truth must agree row by row; or with --on by a key. The interval is Student's t.
"""


@record
class Pairs:
    """Which rows belong together, and how sure their difference must be."""

    versus: Annotated[
        str | None,
        Option(metavar="COLS", help="The predicted columns of NEW, where --pred is of OLD.", rich_help_panel=TABLE),
    ] = None
    on: Annotated[
        str | None,
        Option(
            metavar="COL",
            help="Pair rows by this key, and count those missing or twice; both tables are held in memory,"
            " some 250 bytes a row.",
            rich_help_panel=TABLE,
        ),
    ] = None
    clusters: Annotated[
        str | None,
        Option(metavar="COL", help="Rows of one document or user are not independent.", rich_help_panel=ROWS),
    ] = None
    confidence: Annotated[
        str, Option(metavar="SHARE", help="How many such intervals hold the truth.", rich_help_panel=OUTPUT)
    ] = "0.95"
    no_worse_than: Annotated[
        str | None, Option(metavar="X", help="Fail when the difference is above X.", rich_help_panel=CHECK)
    ] = None


GROUPS = {
    "numbers": Numbers,
    "labels": Labels,
    "target": Target,
    "table": Scored,
    "pairs": Pairs,
    "weights": Weights,
    "output": Output,
    "check": Gate,
}


def compare() -> Callable[..., Outcome]:
    """The command, with the knobs of all measures."""
    measures = {name: cls for name, listed in MEASURES.items() if comparable(cls := listed.load())}
    asks = Annotated[str, Option(metavar="NAME", help=f"{', '.join(measures)}.", rich_help_panel=NUMBERS)]
    measure = Parameter("measure", Parameter.KEYWORD_ONLY, default="ce", annotation=asks)
    parameters = [operands("OLD NEW"), measure, *of_knobs(knobs_of(measures).values())]
    return command("compare", DOC, parameters, GROUPS, asked(measures))


def comparable(measure: type[Measure]) -> bool:
    """Whether rows have a number each, which is better the lower it is."""
    takes: Any = measure.takes
    return measure.reduces and (issubclass(measure, Loss) or (isinstance(takes, type) and issubclass(takes, Compared)))


def asked(measures: dict[str, type[Measure]]) -> Callable[[dict[str, Any], dict[str, Any]], Outcome]:
    """The call of the command."""

    def call(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
        from xent_cli.call import called
        from xent_cli.comparison.interval import confidence_of
        from xent_cli.comparison.opening import Columns
        from xent_cli.comparison.solve import Asked, solve
        from xent_cli.inputs.sample import as_double
        from xent_cli.measures.knobs import option_number

        pairs = groups.pop("pairs")
        name = typed["measure"]
        if name not in measures:
            what = f"there is no measure '{name}'{suggested(name, measures)}"
            raise InputError(what, "--measure", f"give one of {', '.join(measures)}")
        measure = turned(measures[name], {knob: typed[knob] for knob in knobs_of(measures)})
        limit = pairs.no_worse_than
        bound = None if limit is None else as_double(option_number("--no-worse-than", limit))
        columns = Columns(pairs.versus, pairs.on, pairs.clusters)
        if groups["table"].row is not None:
            raise InputError("a row of one table is worked by itself", "--row", "ask for it with the measure's command")
        call = called(measures[name], typed["operands"], **groups)
        return solve(measure, call, Asked(columns, confidence_of(pairs.confidence), bound))

    return call
