"""xent ppl."""

from collections.abc import Callable
from typing import Annotated, Any

from typer import Option

from xent_cli.checking import Gate
from xent_cli.commands.signature import command, operands
from xent_cli.options import NUMBERS, ROWS, TABLE, Cluster, Output, Reading
from xent_cli.outcome import Outcome
from xent_cli.record import record

DOC = """Perplexity of the tokens that came: e^H, where H = -Σ ln q / N is the mean over all tokens.

xent ppl 0.4,0.6,0.2

xent ppl -1.32,-0.74,-2.32 --log-probs --log-base 2

echo '0.5,0.25; 0.125,0.5,0.5' | xent ppl --text 'the cat sat down' --json

Rows parted by ; are documents: they are pooled, and the mean of their own perplexities stands beside. A table has a
row for each token; JSON lines may hold a list for each document, the answers of a server with logprobs, or the
samples that lm-evaluation-harness logs.
"""


@record
class Numbers:
    """What the numbers of the tokens are."""

    log_probs: Annotated[
        bool, Option("--log-probs", help="The numbers are log-probabilities.", rich_help_panel=NUMBERS)
    ] = False
    log_base: Annotated[
        str | None,
        Option(metavar="e|2|10|B", help="The base of the log-probabilities; e unless said.", rich_help_panel=NUMBERS),
    ] = None


@record
class Tokens(Reading):
    """Where the tokens stand, and how long their text is."""

    pred: Annotated[
        str | None,
        Option("--pred", "-p", metavar="COL", help="A row for each token, or a list.", rich_help_panel=TABLE),
    ] = None
    text: Annotated[
        str | None,
        Option(
            metavar="COL",
            help="The text, to count its bytes, characters and words; of typed tokens the text itself.",
            rich_help_panel=TABLE,
        ),
    ] = None
    bytes: Annotated[
        str | None, Option(metavar="N|COL", help="How many bytes the text has.", rich_help_panel=TABLE)
    ] = None
    words: Annotated[str | None, Option(metavar="N|COL", help="How many words it has.", rich_help_panel=TABLE)] = None
    by: Annotated[
        str | None, Option(metavar="COLS", help="A line for each document or group.", rich_help_panel=ROWS)
    ] = None


def ppl() -> Callable[..., Outcome]:
    """The command."""
    groups = {"numbers": Numbers, "table": Tokens, "cluster": Cluster, "output": Output, "check": Gate}
    return command("ppl", DOC, [operands("TOKENS")], groups, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.information.ppl import solve
    from xent_cli.information.token_call import Call

    return solve(Call(typed["operands"] or [], **groups))
