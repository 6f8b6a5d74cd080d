"""Where things stand on a printed page, so that a photograph of it can be read: corner marks, boxes to tick, areas.

All measures are whole tenths of a millimetre from the upper left corner of an A4 page. `render` fills a `Layout` while
it draws, `scanning` reads by it; facts keep it as text, since a paper may come back years after the form has changed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

PAGE_WIDTH, PAGE_HEIGHT = 2100, 2970
MARK_SIDE = 60
MARK_CENTRES = ((130, 130), (1970, 130), (1970, 2840), (130, 2840))
"""Centres of the corner marks: upper left, upper right, lower right, lower left. Printers leave 5 mm at the edges."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to be ticked: `key` is `question=value`; `row_top` and `row_bottom` bound the row it stands in."""

    key: str
    page: int
    left: int
    top: int
    side: int
    row_top: int
    row_bottom: int

    @property
    def question(self) -> str:
        """What is answered."""
        return self.key.rpartition("=")[0]

    @property
    def value(self) -> str:
        """What a mark in this box answers."""
        return self.key.rpartition("=")[2]


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch of a page, as wide as the page, in which something named is written by hand."""

    name: str
    page: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What can be read on a printed paper: its number of pages, its boxes and its areas."""

    pages: int
    ticks: tuple[Tick, ...] = ()
    areas: tuple[Area, ...] = ()

    def to_text(self) -> str:
        """As text, to be kept."""
        kept = {"pages": self.pages, "ticks": [list(asdict(one).values()) for one in self.ticks],
                "areas": [list(asdict(one).values()) for one in self.areas]}  # fmt: skip
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def layout_of(text: str) -> Layout:
    """Read a kept layout back."""
    kept = json.loads(text)
    return Layout(kept["pages"], tuple(Tick(*one) for one in kept["ticks"]), tuple(Area(*one) for one in kept["areas"]))
