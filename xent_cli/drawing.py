"""The options of a picture: whether the answer is drawn, and where."""

from typing import Annotated

from typer import Option

from xent_cli.choices import Theme
from xent_cli.record import record

PICTURE = "Pictures, with the plot extra"


@record
class Plotted:
    """Whether the answer is drawn."""

    plot: Annotated[
        bool, Option("--plot", help="Draw it below, or in the page of --format html.", rich_help_panel=PICTURE)
    ] = False
    theme: Annotated[
        Theme | None, Option(help="Of the file: light, dark, or as the screen is (.svg).", rich_help_panel=PICTURE)
    ] = None


@record
class Drawing(Plotted):
    """Whether the answer is drawn, and where."""

    save: Annotated[
        str | None, Option(metavar="FILE", help="Draw it to a file, .svg or .png.", rich_help_panel=PICTURE)
    ] = None

    @property
    def unsaid(self) -> bool:
        """Whether none of this was said."""
        return not (self.plot or self.save or self.theme)

    @property
    def asked(self) -> str | None:
        """The option that asks for a picture."""
        return "--plot" if self.plot else "--save" if self.save else None
