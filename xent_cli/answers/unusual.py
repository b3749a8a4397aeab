"""What is said of rows that are not like the others: of infinite loss, left out, or unusable."""

from collections.abc import Iterator, Mapping

from xent_cli.answers.answer import Fact
from xent_cli.answers.worked import Column, Grid
from xent_cli.core.unusual import Infinite, Unusual

NO_NAMES: Mapping[int, str] = {}
NO_SPREAD = "no standard error: a loss that is infinite has no spread"


def unusual_facts(unusual: Unusual, ids: Mapping[int, str] = NO_NAMES) -> Iterator[Fact]:
    """How many rows are not like the others."""
    if unusual.infinite.count:
        rows = ", ".join(_called(row, ids) for row in unusual.infinite.first)
        more = ", …" if unusual.infinite.count > len(unusual.infinite.first) else ""
        yield Fact("infinite", "infinite rows", unusual.infinite.count, f"row {rows}{more}")
    if unusual.ignored:
        yield Fact("ignored", "ignored rows", unusual.ignored, "with the label of --ignore")
    if unusual.skipped:
        yield Fact("skipped", "skipped rows", unusual.left_out - unusual.ignored, "why, see below")


def infinite_notes(infinite: Infinite, ids: Mapping[int, str] = NO_NAMES) -> Iterator[str]:
    """Which rows cost an infinite loss, why, and what would change it."""
    if count := infinite.count:
        first = _called(infinite.first[0], ids)
        rows = f"row {first} is" if count == 1 else f"{count} rows are"
        which = "" if count == 1 else f" (the first is row {first})"
        yield f"{rows} inf{which}: what came true had probability 0; --eps 1e-7 would clamp it"
        yield NO_SPREAD


def _called(row: int, ids: Mapping[int, str]) -> str:
    """A row by its number, and by its name if it has one."""
    return f"{row} ({ids[row]})" if row in ids else str(row)


def skips(unusual: Unusual) -> Grid:
    """Why rows were left out, and where the first of each kind stands."""
    kinds = unusual.skipped
    columns = (
        Column("kind", "why", tuple(kinds)),
        Column("rows", "rows", tuple(skipped.count for skipped in kinds.values())),
        Column("first", "the first", tuple(skipped.text for skipped in kinds.values())),
    )
    return Grid("skipped_by_kind", "rows left out", columns)
