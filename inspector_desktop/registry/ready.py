"""Rows of an import made ready once: the canonical bytes of their entry, and the values of their table.

A million rows are written twice, into entries and into the table of subjects; here both are made side by side, without
a dictionary for each row. What stands in a row is `rows`, who enters it `acts`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence, Sized
from itertools import islice
from typing import Any, overload

LISTED = (
    "id", "name", "code", "code_kind", "category", "authority", "jurisdiction", "address", "principal", "phone",
    "credit", "pinyin", "source_row", "warning",
)  # fmt: skip
"""The columns that a row of a list may fill, in the order of its values."""
ALWAYS = frozenset({"id", "name", "code", "code_kind", "pinyin", "source_row"})
"""Those that stand in an entry even where they are empty."""

Values = tuple[Any, ...]
Ready = tuple[str, Values]
"""A row: its canonical JSON, and its values in the order of `LISTED`."""


class ReadyRows(Sequence[dict[str, Any]]):
    """The rows of one entry: `content` as an entry holds them, `values` as their table does."""

    def __init__(self, texts: Iterable[str], values: Sequence[Values]) -> None:
        self.values = values
        self.content = b"[%b]" % ",".join(texts).encode()

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | Sequence[dict[str, Any]]:
        """Return a row as an entry holds it, or some."""
        if isinstance(index, slice):
            return [_as_entered(one) for one in self.values[index]]
        return _as_entered(self.values[index])


class ReadyList(ABC, Sized):
    """Whoever has rows for an import, ready entry by entry."""

    @abstractmethod
    def ready(self) -> Iterator[Ready]:
        """Yield the rows one by one; every time from the first."""


def in_entries(rows: Iterator[Ready], most: int, most_bytes: int) -> Iterator[ReadyRows]:
    """Yield the rows in entries of at most so many rows and, unless one row alone is longer, so many bytes."""
    while part := list(islice(rows, most)):
        yield from _short(part, most_bytes)


def _short(part: list[Ready], most_bytes: int) -> Iterator[ReadyRows]:
    made = ReadyRows([text for text, _ in part], [values for _, values in part])
    if len(part) == 1 or len(made.content) <= most_bytes:
        yield made
        return
    middle = len(part) // 2
    yield from _short(part[:middle], most_bytes)
    yield from _short(part[middle:], most_bytes)


def _as_entered(values: Values) -> dict[str, Any]:
    return {name: one for name, one in zip(LISTED, values, strict=True) if one or name in ALWAYS}
