"""Frozen data, which every room may use."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Class = TypeVar("Class", bound=type)


@dataclass_transform(frozen_default=True, eq_default=False)
def record(cls: Class) -> Class:
    """A dataclass whose fields only the type checker freezes: at run time that would be a sixth of the start."""
    dataclass(eq=False, repr=False)(cls)
    return cls
