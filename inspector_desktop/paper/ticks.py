"""Which boxes of a straightened page are ticked: proposals with their certainty, never answers.

A box counts by how much of its inside is darker than the paper just around it; where a pen went over the edge does not
matter, and neither does a shadow. What a person has to look at himself is `unclear`: two boxes, a faint stroke.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from inspector_desktop.paper.printed import PAGE_HEIGHT, Area, Layout, Tick
from inspector_desktop.paper.scanning import DOTS

SURE, UNCLEAR, EMPTY = "sure", "unclear", "empty"
_MARKED, _CLEAN = 0.085, 0.045  # part of the inside that is ink
_FULL = 0.24  # from here on a mark is as certain as it gets
_INSET = 6  # tenths of a millimetre: the printed edge and what the page may lie off
_AROUND = 12
_DARKER = 0.26  # than the paper, to count as ink
_SHIFT, _STEP = 8, 2  # how far the boxes of a row are looked for, in tenths
_PAD = 12
_LEFT, _RIGHT = 250, 1850


@dataclass(frozen=True)
class Marked:
    """What the boxes of one question say. `certain` is 0 to 100; `shares` how much of each box is ink, in percent."""

    question: str
    value: str
    state: str
    certain: int
    shares: tuple[tuple[str, int], ...]


class Page:
    """A straightened page to be read."""

    def __init__(self, jpeg: bytes) -> None:
        self.image = Image.open(BytesIO(jpeg)).convert("RGB")
        grey = self.image.convert("L")
        self._values = grey.tobytes()
        self._width, self._height = grey.size

    def marks(self, layout: Layout, number: int) -> tuple[Marked, ...]:
        """What is ticked on page `number` of a paper."""
        rows: dict[str, list[Tick]] = {}
        for tick in layout.ticks:
            if tick.page == number:
                rows.setdefault(tick.question, []).append(tick)
        return tuple(self._question(question, ticks) for question, ticks in rows.items())

    def crop(self, top: int, bottom: int) -> bytes:
        """A stretch of the page between two heights (tenths of a millimetre), as JPEG, to be shown to a person."""
        high, low = max(0, top - _PAD) * DOTS // 10, min(PAGE_HEIGHT, bottom + _PAD) * DOTS // 10
        out = BytesIO()
        self.image.crop((_LEFT * DOTS // 10, high, _RIGHT * DOTS // 10, low)).save(out, "JPEG", quality=80)
        return out.getvalue()

    def area(self, area: Area) -> bytes:
        """The crop of an area."""
        return self.crop(area.top, area.bottom)

    def _question(self, question: str, ticks: list[Tick]) -> Marked:
        dx, dy = self._offset(ticks)
        shares = {tick.value: self._ink(tick, dx, dy) for tick in ticks}
        told = tuple((value, round(share * 100)) for value, share in shares.items())
        order = sorted(shares, key=lambda value: shares[value], reverse=True)
        most = shares[order[0]]
        second = shares[order[1]] if len(order) > 1 else 0.0
        if most < _CLEAN:
            return Marked(question, "", EMPTY, 100 - round(most / _CLEAN * 40), told)
        if most < _MARKED or second >= _CLEAN:
            return Marked(question, order[0] if most >= _MARKED and second < most / 3 else "", UNCLEAR, 40, told)
        certain = 60 + round(39 * min(1.0, (most - second) / _FULL))
        return Marked(question, order[0], SURE, certain, told)

    def _offset(self, ticks: Iterable[Tick]) -> tuple[int, int]:
        """By how much the printed edges of a row lie off, in tenths: curled paper shifts them by a little."""
        outlines = [point for tick in ticks for point in _outline(tick)]
        best, where = -1.0, (0, 0)
        for dy in range(-_SHIFT, _SHIFT + 1, _STEP):
            for dx in range(-_SHIFT, _SHIFT + 1, _STEP):
                dark = sum(255 - self._at(x + dx, y + dy) for x, y in outlines) - abs(dx) - abs(dy)
                if dark > best:
                    best, where = dark, (dx, dy)
        return where

    def _ink(self, tick: Tick, dx: int, dy: int) -> float:
        left, top, side = tick.left + dx, tick.top + dy, tick.side
        around = [
            self._at(x, y)
            for y in range(top - _AROUND, top + side + _AROUND + 1, 3)
            for x in (left - 9, left - 6, left - 4)
        ]
        paper = max(60, sorted(around)[len(around) * 3 // 4])
        dark = count = 0
        for y in range(top + _INSET, top + side - _INSET + 1):
            for x in range(left + _INSET, left + side - _INSET + 1):
                count += 1
                dark += self._at(x, y) < paper * (1 - _DARKER)
        return dark / max(1, count)

    def _at(self, x: int, y: int) -> int:
        across, down = x * DOTS // 10, y * DOTS // 10
        if 0 <= across < self._width and 0 <= down < self._height:
            return self._values[down * self._width + across]
        return 255


def _outline(tick: Tick) -> list[tuple[int, int]]:
    steps = range(0, tick.side + 1, 4)
    right, bottom = tick.left + tick.side, tick.top + tick.side
    return [
        *((tick.left + at, tick.top) for at in steps), *((tick.left + at, bottom) for at in steps),
        *((tick.left, tick.top + at) for at in steps), *((right, tick.top + at) for at in steps),
    ]  # fmt: skip
