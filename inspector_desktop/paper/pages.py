"""Dealing boxes out to pages: what stays together, headers again, what is left given to what stretches."""

from __future__ import annotations

from dataclasses import dataclass, field

from inspector_desktop.paper.look import Box

_NEAR = 0.01  # points


@dataclass(slots=True)
class Page:
    """Boxes of one page from the top, how much they may take and how much they take."""

    room: float
    boxes: list[Box] = field(default_factory=list)
    used: float = 0.0

    def holds(self, height: float) -> bool:
        """Tell whether so much more fits."""
        return self.used + height <= self.room + _NEAR

    def put(self, box: Box, *, again: bool) -> None:
        """Add a box. At the head of a page begun for want of room (`again`) space goes and a header returns."""
        if again and not self.boxes:
            if box.space:
                return
            if box.header is not None:
                self.put(box.header, again=False)
        self.boxes.append(box)
        self.used += box.height

    def stretch(self) -> None:
        """Give what is left to the boxes that stretch."""
        elastic = [box for box in self.boxes if box.stretch]
        for box in elastic:
            box.height = max(0.0, self.room - self.used) / len(elastic)


def deal(boxes: list[Box], first: float, later: float) -> list[Page]:
    """Fill pages of the heights `first` and `later`. A group that stays together moves on as a whole if it can."""
    pages = [Page(first)]
    for group in _groups(boxes):
        height = sum(box.height for box in group)
        if pages[-1].boxes and not pages[-1].holds(height) and height <= later:
            pages.append(Page(later))
        for box in group:
            if pages[-1].boxes and (box.breaks or not pages[-1].holds(box.height)):
                pages.append(Page(later))
            if not box.breaks:
                pages[-1].put(box, again=len(pages) > 1)
    if len(pages) > 1 and not pages[-1].boxes:
        pages.pop()
    for page in pages:
        page.stretch()
    return pages


def _groups(boxes: list[Box]) -> list[list[Box]]:
    groups: list[list[Box]] = []
    together = False
    for box in boxes:
        if together:
            groups[-1].append(box)
        else:
            groups.append([box])
        together = box.keep
    return groups
