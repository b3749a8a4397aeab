"""What is known of a table without its rows: its columns, and how its labels are matched with them."""

from typing import NamedTuple, Protocol

from xent_cli.inputs.labels import Labels, Way


class Described(Protocol):
    """A table, or what is left of one whose rows are gone."""

    @property
    def name(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def named(self) -> bool: ...
    @property
    def pred(self) -> tuple[str, ...]: ...
    @property
    def target(self) -> tuple[str, ...]: ...
    @property
    def by(self) -> tuple[str, ...]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def labelled(self) -> bool: ...
    @property
    def labels(self) -> Labels: ...
    @property
    def classes(self) -> tuple[str, ...]: ...
    def class_of(self, label: str) -> int: ...


class Description(NamedTuple):
    """What is left of a table: its columns, what labels are matched with, and in which ways some were."""

    name: str
    names: tuple[str, ...]
    named: bool
    pred: tuple[str, ...]
    target: tuple[str, ...]
    by: tuple[str, ...]
    notes: tuple[str, ...]
    labelled: bool
    entries: tuple[str, ...]
    given: tuple[str, ...]
    one_based: bool
    ignored: tuple[str, ...]
    spelled: bool
    ways: tuple[Way, ...]

    @classmethod
    def of(cls, table: Described) -> "Description":
        """What is known of a table when it has been read."""
        found = table.labels
        return cls(
            *(table.name, table.names, table.named, table.pred, table.target, table.by),
            *(tuple(table.notes), table.labelled, found.entries, found.given, bool(found.first)),
            *(tuple(sorted(found.ignored)), found.named, tuple(sorted(found.ways))),
        )

    @property
    def labels(self) -> Labels:
        """How labels are matched."""
        labels = Labels(self.entries, self.given, self.one_based, self.ignored, self.spelled)
        labels.ways |= set(self.ways)
        return labels

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes by name."""
        return self.labels.classes

    def class_of(self, label: str) -> int:
        """The PRED position of a label."""
        return self.labels.known(label, self.name)

    @property
    def roles(self) -> "Description":
        """What must be the same in tables that are reduced together."""
        return self._replace(name="", names=(), notes=(), ways=())
