"""Columns as Arrow holds them: within records, by dotted names, and as numbers, texts and lists of numbers."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from xent_cli.inputs.columns import Kind
from xent_cli.inputs.parsed import Texts


class Leaf(NamedTuple):
    """A column that is no record itself: the top column it stands in, the names that lead to it, and its type."""

    top: int
    path: tuple[str, ...]
    type: Any

    @property
    def name(self) -> str:
        """The names with dots between them."""
        return ".".join(self.path)

    def within(self, column: Any) -> Any:
        """The leaf of its top column."""
        for name in self.path[1:]:
            column = pc.struct_field(column, name)
        return column


def leaves(schema: Any) -> tuple[Leaf, ...]:
    """All leaves in their order."""
    return tuple(leaf for top, field in enumerate(schema) for leaf in _below(top, (), field))


def _below(top: int, path: tuple[str, ...], field: Any) -> Iterator[Leaf]:
    path = (*path, field.name)
    if not pa.types.is_struct(field.type):
        yield Leaf(top, path, field.type)
        return
    for child in field.type:
        yield from _below(top, path, child)


def nested_schema(leaves: Iterable[tuple[tuple[str, ...], Any]]) -> Any:
    """The fields of the records that hold such leaves."""
    below: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for (name, *path), kind in leaves:
        below.setdefault(name, []).append((tuple(path), kind))
    fields = []
    for name, found in below.items():
        own = [kind for path, kind in found if not path]
        fields += [(name, kind) for kind in own or [pa.struct(nested_schema(found))]]
    return fields


def is_list(kind: Any) -> bool:
    """Whether a type is of lists, however Arrow stores them."""
    types = pa.types
    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def kind_of(kind: Any) -> Kind:
    """What a column of this type holds."""
    if is_list(kind):
        entries: dict[Kind, Kind] = {"whole": "whole list", "number": "list"}
        return entries.get(kind_of(kind.value_type), "text")
    if pa.types.is_integer(kind):
        return "whole"
    return "number" if pa.types.is_floating(kind) or pa.types.is_decimal(kind) else "text"


def is_text(kind: Any) -> bool:
    """Whether a type is of texts."""
    types = pa.types
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_dictionary(kind))


def text_of(cell: Any) -> str:
    """A cell as text; a null is an empty one."""
    value = cell.as_py()
    return "" if value is None else str(value)


def texts_of(cell: Any) -> str | tuple[str, ...]:
    """The same; a list entry by entry."""
    if not is_list(cell.type):
        return text_of(cell)
    return tuple("" if value is None else str(value) for value in cell.as_py() or ())


def arrow_numbers(column: Any) -> NDArray[Any]:
    """A column as numbers: float32 and float64 as they are, without a copy."""
    if is_text(column.type):
        return arrow_texts(column).numbers
    if not (pa.types.is_float32(column.type) or pa.types.is_float64(column.type)):
        column = column.cast(pa.float64(), safe=False)
    return np.from_dlpack(column.fill_null(float("nan")) if column.null_count else column)


def arrow_lists(column: Any, width: int) -> NDArray[Any]:
    """A column of lists as rows of so many numbers; NaN where a list has another length."""
    good = pc.equal(pc.list_value_length(column), width).fill_null(False)
    if good.true_count == len(column):
        return arrow_numbers(column.flatten()).reshape(-1, width)
    numbers = arrow_numbers(column.filter(good).flatten())
    matrix = np.full((len(column), width), np.nan, numbers.dtype)
    matrix[np.array(good.to_pylist(), bool)] = numbers.reshape(-1, width)
    return matrix


def arrow_texts(column: Any) -> Texts:
    """A column as codes and distinct texts."""
    if pa.types.is_integer(column.type) and not column.null_count and len(column):
        numbers = np.from_dlpack(column)
        low, high = int(numbers.min()), int(numbers.max())
        if high - low < len(numbers) and high < 1 << 62:  # close together: each is its own code
            return Texts(numbers.astype(np.int64) - low, [str(number) for number in range(low, high + 1)])
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    if pa.types.is_string(encoded.dictionary.type) and not column.null_count:
        return Texts(np.from_dlpack(encoded.indices), encoded.dictionary)
    values = [text_of(value) for value in encoded.dictionary]
    indices = encoded.indices
    if indices.null_count:
        indices = indices.fill_null(len(values))
        values.append("")
    return Texts(np.from_dlpack(indices.cast(pa.int64())), values)
