"""Rows kept small: packed JSON in runs of about a thousand, unpacked again for whoever goes through them.

A million rows as objects take gigabytes; packed they take some dozens of megabytes and are read at a million a second.
What the rows are is said by who reads them.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar, overload

import zstandard

RUN = 1_000
T_co = TypeVar("T_co", covariant=True)


class LazySequence(Sequence[T_co]):
    """A sequence that is gone through rather than held; equal to any other with the same items."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # as a list has none

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T_co]: ...
    def __getitem__(self, index: int | slice) -> T_co | Sequence[T_co]:
        """Return an item, or those of a slice; raises `IndexError`."""
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step > 0:
                return list(islice(self.since(start), 0, max(0, stop - start), step))
            return list(self)[index]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        return next(self.since(at))

    def since(self, start: int) -> Iterator[T_co]:
        """Yield the items from one on."""
        return islice(iter(self), start, None)


class Spool(LazySequence[T_co], Generic[T_co]):
    """Items in packed runs; `read` makes an item of what the JSON holds."""

    def __init__(self, read: Callable[[Any], T_co]) -> None:
        self._read = read
        self._runs: list[bytes] = []
        self._ends: list[int] = []

    def add(self, raw: bytes, count: int) -> bytes:
        """Keep a run of `count` items, given as a JSON array; return it packed."""
        self._runs.append(found := packed(raw))
        self._ends.append(len(self) + count)
        return found

    @property
    def runs(self) -> Sequence[bytes]:
        """The runs, packed."""
        return self._runs

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[T_co]:
        return self.since(0)

    def raw(self, start: int = 0) -> Iterator[Any]:
        """Yield what the JSON holds from one item on, for whoever needs no object of each."""
        if start >= len(self):
            return
        run = bisect_right(self._ends, start)
        skip = start - (self._ends[run - 1] if run else 0)
        for one in islice(self._runs, run, None):
            items = json.loads(unpacked(one))
            yield from islice(items, skip, None) if skip else items
            skip = 0

    def since(self, start: int) -> Iterator[T_co]:
        """Yield the items from one on."""
        read = self._read
        return (read(item) for item in self.raw(start))


class Spooling(Generic[T_co]):
    """Fills a spool with what JSON can hold, run by run."""

    def __init__(self, spool: Spool[T_co]) -> None:
        self._spool = spool
        self._open: list[Any] = []

    def put(self, item: Any) -> None:
        """Add an item."""
        self._open.append(item)
        if len(self._open) == RUN:
            self.close()

    def close(self) -> None:
        """Pack what is open."""
        if self._open:
            self._spool.add(dumped(self._open), len(self._open))
            self._open = []


def packed(raw: bytes) -> bytes:
    """Return bytes packed."""
    # A copy of its size: the packer's own takes the room of `raw`.
    return bytes(memoryview(zstandard.ZstdCompressor(level=1).compress(raw)))


def unpacked(run: bytes) -> bytes:
    """Return what was packed."""
    return zstandard.ZstdDecompressor().decompress(run)


def rows_at(raw: bytes, count: int, places: Iterable[int]) -> list[Any]:
    """Return some of the `count` rows of a run, each a number and a list, reading no others where that can be told."""
    pieces = raw[2:-3].split(_BETWEEN_ROWS)
    if len(pieces) != count:  # what stands between rows stands in a text too
        rows = json.loads(raw)
        return [rows[place] for place in places]
    return [json.loads(b"[%b]]" % pieces[place]) for place in places]


_BETWEEN_ROWS = b"]],["


def dumped(value: Any) -> bytes:
    """Return JSON in UTF-8; half a surrogate pair, which has no bytes, becomes a question mark."""
    return _WRITER.encode(value).encode("utf-8", "replace")


_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
