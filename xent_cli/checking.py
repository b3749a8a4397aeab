"""The options of a claimed answer, what it is and how exact it must be, and of what is made of a key."""

from typing import Annotated

from typer import Option

from xent_cli.record import record

CHECK = "Checking an answer"
MAKING = "Making questions of a key"


@record
class Expected:
    """A claimed answer."""

    expect: Annotated[
        str | None, Option(metavar="CLAIM", help="Check this answer and say what went wrong.", rich_help_panel=CHECK)
    ] = None


@record
class Exactness:
    """How exact a claim must be."""

    strict: Annotated[
        bool, Option("--strict", help="A claim cut off instead of rounded is wrong.", rich_help_panel=CHECK)
    ] = False
    lenient: Annotated[
        bool, Option("--lenient", help="Two units of the last digit are forgiven.", rich_help_panel=CHECK)
    ] = False
    tol: Annotated[
        float | None, Option(metavar="ABS", help="Accept |x - claim| up to this.", rich_help_panel=CHECK)
    ] = None
    rtol: Annotated[
        float | None, Option(metavar="REL", help="Accept |x - claim| up to REL·|x|.", rich_help_panel=CHECK)
    ] = None

    @property
    def rule(self) -> str | None:
        """A rule that was given."""
        rules = {"--strict": self.strict, "--lenient": self.lenient, "--tol": self.tol, "--rtol": self.rtol}
        return next((option for option, value in rules.items() if value not in (None, False)), None)


@record
class Check(Exactness, Expected):
    """A claimed answer, and how exact it must be."""


@record
class Gate(Check):
    """A claimed answer, or bounds that it must keep."""

    at_most: Annotated[
        str | None, Option(metavar="X", help="Fail when the value is above X.", rich_help_panel=CHECK)
    ] = None
    at_least: Annotated[
        str | None, Option(metavar="X", help="Fail when the value is below X.", rich_help_panel=CHECK)
    ] = None


@record
class Made:
    """What is made of a key."""

    decimals: Annotated[
        int,
        Option(
            min=0,
            max=15,
            metavar="N",
            help="How exact the answers are to be, where the key has no claim to tell.",
            rich_help_panel=MAKING,
        ),
    ] = 3
    force: Annotated[bool, Option("--force", help="Write over files that are there.", rich_help_panel=MAKING)] = False
