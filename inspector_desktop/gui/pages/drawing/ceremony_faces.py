"""The five faces of the projector: sealing, event, typing, reveal, result; large, calm, nothing moves.

Sizes are pixels of a screen 640 high; `rescale` brings all of them to the screen's own height.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.pages.drawing.ceremony_show import ClassFigures, Reveal, Show
from inspector_desktop.wording import say

_ROWS = 9
_CELLS = 4
_SHORT = 9
_MOST, _LINE, _PAGE = 110, 6, 66  # numbers that fit on one screen of the result; a class's head; on one of several
_NAME = 4  # how many numbers a name takes the room of
_SIZES = ((40, 22), (75, 17), (10**9, 14))  # so many stand in that size


class Big(QLabel):
    """A label whose size follows the screen; never markup."""

    def __init__(
        self, text: str = "", *, px: float = 22, bold: bool = False, ink: str = look.INK, mono: bool = False,
        wrap: bool = False, centre: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(text)
        self._px, self._bold, self._mono, self._factor = px, bold, mono, 1.0
        self.setProperty("textFormat", 0)
        self.setWordWrap(wrap)
        if centre:
            self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        look.write_in(self, ink)
        self.rescale(1.0)

    def rescale(self, factor: float) -> None:
        """Take the size for a screen `factor` times as high as 768 pixels."""
        self._factor = factor
        made: QFont = look.mono(self._px * factor) if self._mono else look.font(self._px * factor, bold=self._bold)
        self.setFont(made)

    def set_px(self, px: float) -> None:
        """Stand smaller or larger, where there is more or less to say."""
        if px != self._px:
            self._px = px
            self.rescale(self._factor)

    def set_ink(self, ink: str) -> None:
        """Write in another ink."""
        look.write_in(self, ink)


def rescale(inside: QWidget, factor: float) -> None:
    """Bring every large label inside to a screen's height."""
    for one in inside.findChildren(Big):
        one.rescale(factor)


class Face(QWidget):
    """A face: a column in the middle of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def show_it(self, show: Show) -> None:
        """Show what is known."""
        raise NotImplementedError


class SealingFace(Face):
    """封存: the commitment in groups, what is sealed, and what follows."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = (Big(px=40, mono=True, centre=True), Big(px=40, mono=True, centre=True))
        self.told, self.listed = Big(px=22, wrap=True, centre=True), Big(px=22, wrap=True, centre=True)
        self.next = Big(px=20, ink=look.SOFT, wrap=True, centre=True)
        self.column.addStretch(2)
        self.column.addWidget(Big(say("term-commitment"), px=20, ink=look.SOFT, centre=True))
        for one in self.lines:
            self.column.addWidget(one)
        self.column.addSpacing(28)
        for one in (self.told, self.listed, self.next):
            self.column.addWidget(one)
        self.column.addStretch(3)

    def show_it(self, show: Show) -> None:
        for label, text in zip(self.lines, show.commitment, strict=True):
            label.setText(text)
        self.told.setText(say("ceremony-sealed-at", time=show.sealed_at))
        self.listed.setText(show.listed)
        self.next.setText(say("ceremony-sealed-next", event=show.event, time=show.event_at))


class EventFace(Face):
    """产生随机号码: what happens, how many digits it gives, and whose sealed digits are in."""

    def __init__(self) -> None:
        super().__init__()
        self.what = Big(px=34, bold=True, wrap=True, centre=True)
        self.told = Big(px=22, wrap=True, centre=True)
        self.at = Big(px=22, ink=look.SOFT, centre=True)
        self.boxes = Big(px=38, ink=look.FAINT, mono=True, wrap=True, centre=True)
        self.handed = Big(px=26, wrap=True, centre=True)
        self.column.addStretch(2)
        for one in (self.what, self.told, self.at):
            self.column.addWidget(one)
        self.column.addSpacing(36)
        self.column.addWidget(self.boxes)
        self.column.addWidget(self.handed)
        self.column.addStretch(3)

    def show_it(self, show: Show) -> None:
        self.what.setText(show.event)
        self.told.setText(show.event_told)
        self.at.setText(say("ceremony-event-at", time=show.event_at))
        self.boxes.setText(" ".join("□" * min(_CELLS, show.places - at) for at in range(0, show.places, _CELLS)))
        self.boxes.setVisible(not show.envelopes)
        self.handed.setVisible(bool(show.envelopes))
        if not self.handed.text():
            self.set_handed(show, ())

    def set_handed(self, show: Show, handed: tuple[bool, ...]) -> None:
        """Say whose sealed digits were handed in; the digits themselves stay in their envelopes until all are."""
        lines = [
            say("ceremony-handed" if at < len(handed) and handed[at] else "ceremony-not-handed", who=who)
            for at, who in enumerate(show.envelopes)
        ]
        self.handed.setText("\n".join(lines))


class TypingFace(Face):
    """两人录入: how far each has come, and places that differ; never a digit."""

    def __init__(self) -> None:
        super().__init__()
        self.people = (Big(px=34, centre=True), Big(px=34, centre=True))
        self.told = Big(px=26, ink=look.AMBER, wrap=True, centre=True)
        self.column.addStretch(2)
        self.column.addWidget(Big(say("ceremony-typing-told"), px=22, ink=look.SOFT, wrap=True, centre=True))
        self.column.addSpacing(36)
        for one in self.people:
            self.column.addWidget(one)
        self.column.addSpacing(28)
        self.column.addWidget(self.told)
        self.column.addStretch(3)
        self._places = 0

    def show_it(self, show: Show) -> None:
        self._places = show.places
        if not self.people[0].text():
            self.set_people(((0, False), (0, False)))

    def set_people(self, people: tuple[tuple[int, bool], ...]) -> None:
        """Say how many digits each person has typed, and whether he has finished."""
        for label, key, (count, done) in zip(self.people, ("first", "second"), people, strict=True):
            state = "done" if done else "typing" if count else "waiting"
            text = say(f"ceremony-{state}", who=say(f"draws-{key}"), count=count, places=self._places)
            label.setText(text)
            label.set_ink({"done": look.GREEN, "typing": look.INK, "waiting": look.SOFT}[state])
        if any(count for count, _ in people):
            self.told.clear()


class RevealFace(Face):
    """抽取: the object just revealed, large, and those before it."""

    def __init__(self) -> None:
        super().__init__()
        self.count = Big(px=20, ink=look.SOFT)
        self.number = Big(px=84, bold=True, ink=look.BLUE)
        self.name = Big(px=26, bold=True, wrap=True)
        self.category = Big(px=26)
        self.place = Big(px=22, ink=look.SOFT)
        self.ticket = Big(px=24, mono=True)
        self.group = Big(px=22, ink=look.SOFT)
        left = texts.column(
            None, self.count, self.number, self.name, self.category, self.place, 20,
            Big(say("term-ticket"), px=18, ink=look.SOFT), self.ticket, self.group, None, gap=6,
        )  # fmt: skip
        self.before = QWidget()
        self._grid = QGridLayout(self.before)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self._cells: list[list[Big]] = []
        for row in range(_ROWS):
            cells = [Big(px=20, bold=True), Big(px=20), Big(px=20, ink=look.SOFT), Big(px=17, mono=True, ink=look.SOFT)]
            self._cells.append(cells)
            for at, cell in enumerate(cells):
                self._grid.addWidget(cell, row, at)
        right = texts.column(None, Big(say("ceremony-before"), px=18, ink=look.SOFT), 8, self.before, None, gap=0)
        both = texts.row(gap=56)
        both.addLayout(left, 5)
        both.addWidget(texts.Hairline(vertical=True))
        both.addLayout(right, 6)
        self.column.addLayout(both, 1)

    def show_it(self, show: Show) -> None:
        self.set_shown(show, 1)

    def set_shown(self, show: Show, count: int) -> None:
        """Show the first `count` objects, the last of them large."""
        seen = show.reveals[:count]
        self.count.setText(say("ceremony-count", count=len(seen), total=len(show.reveals)))
        current = seen[-1] if seen else None
        self.number.setText(say("ceremony-object", number=current.number) if current else "")
        self.name.setText(current.name if current else "")
        self.name.setVisible(bool(current and current.name))
        self.category.setText(current.category if current else "")
        self.place.setText(_place(current) if current else "")
        self.ticket.setText(current.ticket if current else "")
        self.group.setText(say("draws-group", number=current.group) if current and current.group else "")
        before = list(reversed(seen[:-1]))[:_ROWS]
        for row, cells in enumerate(self._cells):
            one = before[row] if row < len(before) else None
            told = ("",) * _CELLS
            if one is not None:
                number = say("ceremony-object", number=one.number)
                told = (number, one.name or one.category, f"{one.position} / {one.taken}", one.ticket[:_SHORT])
            for cell, text in zip(cells, told, strict=True):
                cell.setText(text)


class ResultFace(Face):
    """结果: the digits, the five figures, the classes, the numbers of those drawn, the groups."""

    def __init__(self) -> None:
        super().__init__()
        self.digits = Big(px=32, bold=True, centre=True, wrap=True)
        self._figures = [(Big(px=17, ink=look.SOFT, centre=True), Big(px=28, bold=True, centre=True)) for _ in range(5)]
        row = texts.row(gap=24)
        for pair in self._figures:
            row.addLayout(texts.column(*pair, gap=2), 1)
        self.drawn = Big(px=22, wrap=True)
        self.groups, self.ways = Big(px=20, wrap=True), Big(px=18, ink=look.SOFT, wrap=True)
        self.once = Big(say("ceremony-once"), px=18, ink=look.SOFT, wrap=True)
        self._pages: tuple[tuple[int, str], ...] = ((0, ""),)
        self._page = 0
        self.column.setSpacing(7)
        self.column.addStretch(1)
        self.column.addWidget(Big(say("term-seed"), px=18, ink=look.SOFT, centre=True))
        self.column.addWidget(self.digits)
        self.column.addSpacing(8)
        self.column.addLayout(row)
        self.column.addSpacing(8)
        for part in (texts.Hairline(), self.drawn, texts.Hairline(), self.groups, self.ways, self.once):
            self.column.addWidget(part)
        self.column.addStretch(2)

    def show_it(self, show: Show) -> None:
        self.digits.setText(show.digits)
        for (label, value), (name, text) in zip(self._figures, show.figures, strict=False):
            label.setText(name)
            value.setText(text)
        self._pages = result_pages(show)
        self.groups.setText("　　".join(show.groups))
        self.ways.setText(say("ceremony-strength", possible=show.possible) + show.groupings)
        self._show_page(min(self._page, len(self._pages) - 1))

    @property
    def pages(self) -> tuple[int, int]:
        """Which screen of the result is shown, from 1, and how many there are."""
        return self._page + 1, len(self._pages)

    def turn(self, by: int) -> bool:
        """Go on or back by a screen; tell whether there was one."""
        wanted = self._page + by
        if not 0 <= wanted < len(self._pages):
            return False
        self._show_page(wanted)
        return True

    def _show_page(self, page: int) -> None:
        self._page = page
        full, text = self._pages[page]
        self.drawn.set_px(next(px for most, px in _SIZES if full <= most))
        self.drawn.setText(text)
        for part in (self.groups, self.ways):  # the room of a further screen belongs to the numbers
            part.setVisible(page == 0)


def result_pages(show: Show) -> tuple[tuple[int, str], ...]:
    """The drawn by class on as many screens as they need: how full each is, and what stands on it.

    What fits on one screen stands there; else the first has the classes, and the numbers follow.
    """
    own = {one.title: [each for each in show.reveals if each.category == one.title] for one in show.classes}
    room = _NAME if any(one.name for one in show.reveals) else 1
    full = len(show.reveals) * room + _LINE * len(show.classes)
    if full <= _MOST:
        told = [_class_told(one, "　".join(map(_called, own[one.title]))) for one in show.classes]
        return ((full, "\n".join(told)),)
    heads = [_class_told(one, say("ceremony-see-pages")) for one in show.classes]
    pages = [(_LINE * len(heads), "\n".join(heads))]
    at_once = _PAGE // room
    for one in show.classes:
        for start in range(0, len(own[one.title]), at_once):
            part = own[one.title][start : start + at_once]
            told_page = say(
                "ceremony-class-page", title=one.title, first=start + 1, last=start + len(part), taken=one.taken,
                numbers="　".join(map(_called, part)),
            )  # fmt: skip
            pages.append((_LINE + len(part) * room, told_page))
    return tuple(pages)


def _called(one: Reveal) -> str:
    return one.name or one.number


def _class_told(one: ClassFigures, numbers: str) -> str:
    return say(
        "ceremony-class", title=one.title, register=one.register, ratio=one.ratio, due=one.due, taken=one.taken,
        numbers=numbers,
    )  # fmt: skip


def _place(one: Reveal) -> str:
    return say("ceremony-place", position=one.position, taken=one.taken)
