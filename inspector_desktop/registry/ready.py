"""Rows of an import made ready once: the canonical bytes of their entry, and the values of their table.

A million rows are written twice, into entries and into the table of subjects; here both are made side by side, without
a dictionary for each row. What stands in a row is `rows`, who enters it `acts`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence, Sized
from typing import Any, overload

LISTED = (
    "id", "name", "code", "code_kind", "category", "authority", "jurisdiction", "address", "principal", "phone",
    "credit", "pinyin", "source_row", "warning",
)  # fmt: skip
"""The columns that a row of a list may fill, in the order of its values."""
ALWAYS = frozenset({"id", "name", "code", "code_kind", "pinyin", "source_row"})
"""Those that stand in an entry even where they are empty."""

Values = tuple[Any, ...]
ReadyPart = tuple[list[str], list[Values]]
"""Some rows: the canonical JSON of each, and its values in the order of `LISTED`."""


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
    def ready(self) -> Iterator[ReadyPart]:
        """Yield the rows, some at a time; every time from the first."""


def in_entries(parts: Iterable[ReadyPart], most: int, most_bytes: int) -> Iterator[ReadyRows]:
    """Yield the rows in entries of at most so many rows and, unless one row alone is longer, so many bytes."""
    texts: list[str] = []
    values: list[Values] = []
    for more_texts, more_values in parts:
        texts += more_texts
        values += more_values
        while len(texts) >= most:
            yield from _short(texts[:most], values[:most], most_bytes)
            del texts[:most], values[:most]
    if texts:
        yield from _short(texts, values, most_bytes)


def _short(texts: list[str], values: list[Values], most_bytes: int) -> Iterator[ReadyRows]:
    made = ReadyRows(texts, values)
    if len(texts) == 1 or len(made.content) <= most_bytes:
        yield made
        return
    middle = len(texts) // 2
    yield from _short(texts[:middle], values[:middle], most_bytes)
    yield from _short(texts[middle:], values[middle:], most_bytes)


def _as_entered(values: Values) -> dict[str, Any]:
    return {name: one for name, one in zip(LISTED, values, strict=True) if one or name in ALWAYS}
