"""The numbers of the two looks, and the box that layout works with.

Sources: `enforcement` from printed 行政执法文书 (150 mm text block, heads of 18 pt, entries of 12 to 14 pt on thin
rules; printed words 宋体, entered ones 楷体), `letter` from GB/T 9704-2012 (margins 37, 28, 26, 35 mm; 三号 16 pt
on lines of 28.9 pt). All in points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from inspector_desktop.paper.faces import role
from inspector_desktop.paper.lines import Setting
from inspector_desktop.paper.model import Paper, Style
from inspector_desktop.paper.pen import MM, Pen

PAGE = (210 * MM, 297 * MM)
Draw = Callable[[Pen, float, float], None]
"""Draws with its upper left corner at a place."""


@dataclass(slots=True)
class Box:
    """Something of a height that isn't split. `keep` holds it on the page of the next one."""

    height: float
    draw: Draw | None = None
    keep: bool = False
    space: bool = False  # dropped at the head of a page
    stretch: bool = False  # takes what is left of the page
    breaks: bool = False  # the next one starts a page
    header: Box | None = None  # repeated when the box starts a page
    area: str = ""  # what is written there by hand


@dataclass(frozen=True, slots=True)
class Look:
    """Measures of a style."""

    left: float
    width: float
    top: float  # from the head of the page to the body of a later page
    bottom: float  # from the foot of the page to the body
    size: float
    pitch: float
    body: str
    entered: str
    table_size: float
    table_pitch: float
    title_size: float
    heading_indent: bool
    page: tuple[float, float] = PAGE  # width and height

    @property
    def setting(self) -> Setting:
        """Body text."""
        return setting(self.body, self.entered, self.size)

    @property
    def table(self) -> Setting:
        """Text in cells."""
        return setting("song", "song", self.table_size)


def setting(body: str, entered: str, size: float) -> Setting:
    """A setting of those roles, bold being 黑体."""
    return Setting(role(body), role(entered), role("hei"), size)


LOOKS = {
    Style.ENFORCEMENT: Look(
        left=30 * MM, width=150 * MM, top=24 * MM, bottom=44 * MM, size=13, pitch=23.6,
        body="song", entered="kai", table_size=11, table_pitch=17, title_size=22, heading_indent=False,
    ),
    Style.LETTER: Look(
        left=28 * MM, width=156 * MM, top=37 * MM, bottom=35 * MM, size=16, pitch=28.9,
        body="fang", entered="fang", table_size=11, table_pitch=17, title_size=22, heading_indent=True,
    ),
}  # fmt: skip


def look_of(paper: Paper) -> Look:
    """The measures of a paper: those of its style, closer if it is a dense form."""
    look = LOOKS[paper.style]
    if paper.landscape:
        return _sideways(look, paper.style)
    if paper.dense and paper.style is Style.ENFORCEMENT:
        return replace(look, size=12, pitch=19, top=22 * MM)
    return look


def _sideways(look: Look, style: Style) -> Look:
    """The same sheet turned clockwise: its left edge, where it is bound, is the head of the page."""
    page = (PAGE[1], PAGE[0])
    if style is Style.LETTER:
        return replace(look, left=look.bottom, width=225 * MM, top=look.left, bottom=26 * MM, page=page)
    return replace(look, left=25 * MM, width=page[0] - 50 * MM, top=25 * MM, page=page)


def baseline(pitch: float, size: float) -> float:
    """From a line's upper edge down to its baseline, the characters in the middle of the pitch."""
    return (pitch - size) / 2 + size * 0.86
