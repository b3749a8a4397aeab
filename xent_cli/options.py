"""The options, each defined once, in the groups that commands and pipeline share."""

from typing import Annotated

from typer import Option

from xent_cli.choices import Color, Format, Library, Reduction
from xent_cli.record import record

NUMBERS = "What the numbers are"
TABLE = "Where a table's columns are"
ROWS = "Which rows count, and how much"
OUTPUT = "How the answer is written"
CLUSTER = "Where the rows are worked"

ClassWeight = Annotated[
    str | None, Option(metavar="1,2,5|cat=1,dog=2|balanced", help="A weight for each class.", rich_help_panel=ROWS)
]


@record
class Given:
    """Nothing: the numbers are what they are."""


@record
class Scores(Given):
    """What logits are divided by."""

    temperature: Annotated[str, Option(metavar="T", help="Divide the logits by T.", rich_help_panel=NUMBERS)] = "1"


@record
class Elements(Scores):
    """What the predicted numbers are, where each stands for itself."""

    logits: Annotated[bool, Option("--logits", help="The predictions are logits.", rich_help_panel=NUMBERS)] = False
    log_probs: Annotated[
        bool, Option("--log-probs", help="The predictions are natural log-probabilities.", rich_help_panel=NUMBERS)
    ] = False
    eps: Annotated[
        str | None, Option(metavar="EPS", help="Clamp the probabilities to [EPS, 1-EPS].", rich_help_panel=NUMBERS)
    ] = None
    tolerance: Annotated[
        float, Option(metavar="TOL", help="How far a sum may be from 1, or an entry above 1.", rich_help_panel=NUMBERS)
    ] = 1e-3


@record
class Numbers(Elements):
    """What the predicted numbers are, where they make a distribution."""

    normalize: Annotated[bool, Option("--normalize", help="Rescale each row to sum to 1.", rich_help_panel=NUMBERS)] = (
        False
    )


@record
class Countable(Numbers):
    """What the numbers are, where they may be counts."""

    counts: Annotated[
        bool, Option("--counts", help="The numbers say how often each class was seen.", rich_help_panel=NUMBERS)
    ] = False


@record
class Labels:
    """How classes are named and counted."""

    classes: Annotated[
        str | None,
        Option(
            metavar="NAMES|K",
            help="The classes by name, in the order of the predictions; or just how many.",
            rich_help_panel=NUMBERS,
        ),
    ] = None
    one_based: Annotated[bool, Option("--one-based", help="Class indices count from 1.", rich_help_panel=NUMBERS)] = (
        False
    )


@record
class Reading:
    """How a table is read."""

    delimiter: Annotated[
        str | None, Option(metavar="CHAR", help="What parts the columns of a text table.", rich_help_panel=TABLE)
    ] = None
    comment: Annotated[
        str | None, Option(metavar="CHAR", help="Leave out lines of text that start so.", rich_help_panel=TABLE)
    ] = None
    no_header: Annotated[
        bool, Option("--no-header", help="The first line is data; columns have positions.", rich_help_panel=TABLE)
    ] = False
    skip_bad: Annotated[
        bool, Option("--skip-bad", help="Leave out rows that cannot be used, and count them.", rich_help_panel=ROWS)
    ] = False


@record
class Table(Reading):
    """Where the numbers stand in a table, and which rows count."""

    pred: Annotated[
        str | None,
        Option(
            "--pred",
            "-p",
            metavar="COLS",
            help="The predicted columns: a name, `p_*`, `p0:p9`, a comma list, or positions `2:11`."
            " Left out: every other numeric column; of logits, those named alike.",
            rich_help_panel=TABLE,
        ),
    ] = None
    id: Annotated[str | None, Option(metavar="COL", help="What calls the rows by a name.", rich_help_panel=TABLE)] = (
        None
    )
    row: Annotated[int | None, Option(min=1, metavar="N", help="Work row N step by step.", rich_help_panel=ROWS)] = None


@record
class Scored(Table):
    """A table whose rows are reduced to one number."""

    sample_weight: Annotated[
        str | None, Option(metavar="COL", help="A weight for each row; for typed rows a list.", rich_help_panel=ROWS)
    ] = None
    by: Annotated[str | None, Option(metavar="COLS", help="A line for each group.", rich_help_panel=ROWS)] = None
    worst: Annotated[int, Option(min=0, metavar="N", help="List the N rows of highest loss.", rich_help_panel=ROWS)] = 0


@record
class Target:
    """Where a table's truth stands."""

    target: Annotated[
        str | None,
        Option(
            "--target",
            "-t",
            metavar="COLS",
            help="The true labels (one column) or distributions (as many as --pred).",
            rich_help_panel=TABLE,
        ),
    ] = None


@record
class Weights:
    """What labels count for."""

    class_weight: ClassWeight = None
    ignore: Annotated[
        str | None, Option(metavar="LABEL", help="Leave out rows with this label.", rich_help_panel=ROWS)
    ] = None


@record
class Cluster:
    """Who goes through the rows of a table."""

    scheduler: Annotated[
        str | None,
        Option(
            metavar="local|tcp://…",
            help="Workers of Dask go through the table: `local` starts some here, an address joins a cluster.",
            rich_help_panel=CLUSTER,
        ),
    ] = None
    scheduler_file: Annotated[
        str | None, Option(metavar="FILE", help="Join the cluster that FILE describes.", rich_help_panel=CLUSTER)
    ] = None
    workers: Annotated[
        int | None,
        Option(min=1, metavar="N", help="How many `local` starts; one a core unless said.", rich_help_panel=CLUSTER),
    ] = None

    @property
    def asked(self) -> str | None:
        """The option that asks for workers."""
        said = {"--scheduler": self.scheduler, "--scheduler-file": self.scheduler_file, "--workers": self.workers}
        return next((option for option, value in said.items() if value is not None), None)


@record
class Unit:
    """The unit of the answer."""

    base: Annotated[str, Option(metavar="e|2|10|B", help="Base of the logarithm.", rich_help_panel=OUTPUT)] = "e"


@record
class Looks:
    """The digits and the looks of the answer."""

    digits: Annotated[
        int | None, Option(min=1, max=50, metavar="N", help="Significant digits.", rich_help_panel=OUTPUT)
    ] = None
    steps: Annotated[
        bool, Option("--steps/--no-steps", help="Show the steps, or the answer alone.", rich_help_panel=OUTPUT)
    ] = True
    quiet: Annotated[
        bool, Option("--quiet", "-q", help="Only the bare value (--format plain).", rich_help_panel=OUTPUT)
    ] = False
    json: Annotated[bool, Option("--json", help="One object (--format json).", rich_help_panel=OUTPUT)] = False
    format: Annotated[Format | None, Option(help="Default: table.", rich_help_panel=OUTPUT)] = None
    safe_csv: Annotated[
        bool, Option("--safe-csv", help="CSV in which no text is a spreadsheet's formula.", rich_help_panel=OUTPUT)
    ] = False
    color: Annotated[Color, Option(help="Also NO_COLOR.", rich_help_panel=OUTPUT)] = Color.AUTO


@record
class Output(Looks, Unit):
    """How the answer is written, and in which unit."""


@record
class Reduces:
    """What becomes of several rows."""

    reduction: Annotated[
        Reduction | None, Option(help="Over several rows; the mean unless asked.", rich_help_panel=OUTPUT)
    ] = None


@record
class Reduced(Reduces, Output):
    """An answer that may be reduced over rows."""


@record
class Summary(Reduces, Unit):
    """What a report gives that is written elsewhere."""


@record
class Elsewhere:
    """Whose number is asked for instead of the plain one."""

    library: Annotated[
        Library | None,
        Option(
            "--as", help="The number that a library's call gives, and what makes it another.", rich_help_panel=OUTPUT
        ),
    ] = None
