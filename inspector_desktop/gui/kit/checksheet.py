"""A check sheet: lines one below the other under their groups, one of them opened, and the tools above.

Collapsed lines are drawn, only the opened one is a widget, so two hundred lines cost no more than ten. The sheet keeps
what it was given up to date by itself when a person answers, and tells the page, which saves it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.answercard import VERDICT_TONES, VIOLATES, AnswerCard, CheckLine, searchable
from inspector_desktop.gui.kit.buttons import Choices
from inspector_desktop.gui.kit.cells import paint_text
from inspector_desktop.gui.kit.chips import ChipText, chip_width, paint_chip
from inspector_desktop.gui.kit.scroll import ScrollArea
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.wording import say

_SIDE, _OUT, _GROUP, _CARD_GAP, _NUMBER = look.MARGIN, 12, 34, 9, 32
_WRITE_MS = 400


@dataclass(frozen=True)
class _Place:
    """Where something stands: a group heading (no line), a collapsed line, or the card."""

    top: int
    height: int
    group: str = ""
    line: CheckLine | None = None


class CheckSheet(QWidget):
    """Tools and lines. Every signal starts with the key of the line.

    ``answered`` (verdict), ``fact_changed`` (text, after a pause and when the line is left), ``reason_chosen``,
    ``handling_chosen``, ``photo_asked``, ``photos_given`` (paths and PNG bytes), ``photo_opened``,
    ``photo_remove_asked``, ``opened``. Enter in the last line goes to the first one still open.
    """

    answered = Signal(str, str)
    fact_changed = Signal(str, str)
    reason_chosen = Signal(str, str)
    handling_chosen = Signal(str, str)
    photo_asked = Signal(str)
    photos_given = Signal(str, object)
    photo_opened = Signal(str, str)
    photo_remove_asked = Signal(str, str)
    opened = Signal(str)
    unable_pressed = Signal()

    def __init__(self, handlings: Choices = (), *, extra: Callable[[CheckLine], QWidget | None] | None = None) -> None:
        super().__init__()
        self._lines: tuple[CheckLine, ...] = ()
        self._extra = extra
        self._unsaved: tuple[str, str] | None = None
        self._read_only = False
        self.search = SearchField(say("kit-search-lines"), width=180)
        self.open_button = buttons.secondary("", self.jump_to_open)
        self.unable_button = buttons.secondary(say("do-unable"), self.unable_pressed.emit)
        self.card = AnswerCard(handlings)
        self._list = _LineList(self.card)
        self._area = ScrollArea(self._list, fill=False)
        self._area.resized.connect(lambda: self._list.set_width(self._area.width()))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tools = texts.row(
            self.search, self.open_button, self.unable_button, None, texts.soft(say("kit-verdict-keys"))
        )
        self._tools.setContentsMargins(_SIDE, 12, _SIDE, 12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._tools)
        outer.addWidget(texts.Hairline())
        outer.addWidget(self._area, 1)
        self._write = QTimer(self)
        self._write.setSingleShot(True)
        self._write.setInterval(_WRITE_MS)
        self._write.timeout.connect(self.flush)
        self._connect()

    def _connect(self) -> None:
        card = self.card
        card.answered.connect(self._on_answered)
        card.fact_edited.connect(self._on_fact)
        card.reason_chosen.connect(self._on_reason)
        card.handling_chosen.connect(self._on_handling)
        card.photo_asked.connect(self.photo_asked)
        card.photos_given.connect(self.photos_given)
        card.photo_opened.connect(self.photo_opened)
        card.photo_remove_asked.connect(self.photo_remove_asked)
        card.moved.connect(self.step)
        card.fact.finished.connect(lambda _: self.flush())
        self._list.picked.connect(self.open)
        self.search.searched.connect(self._on_search)
        self.search.left_down.connect(lambda: self.card.setFocus(Qt.FocusReason.OtherFocusReason))

    def set_lines(self, lines: Sequence[CheckLine]) -> None:
        """Show a sheet; the opened line stays open if it is still there."""
        self.flush()
        self._lines = tuple(lines)
        self._refresh()

    def lines(self) -> tuple[CheckLine, ...]:
        """Return the lines with everything answered so far."""
        return self._lines

    def update_line(self, line: CheckLine) -> None:
        """Show one line anew, as after a photograph was saved."""
        self._lines = tuple(line if line.key == old.key else old for old in self._lines)
        self._refresh()

    def refuse(self, key: str, text: str) -> None:
        """Open a line and say in red what it needs."""
        self.open(key)
        self.card.refuse(text)
        self.bring_to_sight()

    def current(self) -> str:
        """Return the key of the opened line, empty when none is."""
        return self._list.opened

    def open(self, key: str) -> None:
        """Open a line in place and bring it into sight."""
        self.flush()
        line = self._find(key)
        if line is None or self._read_only:
            return
        new = self._list.opened != key
        if new and self._extra is not None:
            self.card.set_extra(self._extra(line))
        self.card.show_line(line)
        self._list.open(key)
        self.bring_to_sight()
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)
        if new:
            self.opened.emit(key)

    def step(self, by: int) -> None:
        """Open the line after (1) or before (-1) the opened one; past the end, the first still open."""
        self.flush()
        shown = self._list.shown()
        keys = [line.key for line in shown]
        at = keys.index(self.current()) + by if self.current() in keys else 0
        if 0 <= at < len(keys):
            self.open(keys[at])
        elif by > 0:
            self.jump_to_open()

    def jump_to_open(self) -> None:
        """Open the next line that is not answered yet, going round."""
        keys = [line.key for line in self._lines]
        start = keys.index(self.current()) + 1 if self.current() in keys else 0
        around = (*self._lines[start:], *self._lines[:start])
        found = next((line for line in around if not line.verdict), None)
        if found is not None:
            self.search.clear()
            self._on_search("")
            self.open(found.key)

    def set_read_only(self, read_only: bool) -> None:
        """Show lines without letting anybody answer them; nothing opens then."""
        self._read_only = read_only
        self.unable_button.setHidden(read_only)
        if read_only:
            self._list.open("")
            self.card.hide()

    def open_count(self) -> int:
        """Return how many lines are not answered yet."""
        return sum(not line.verdict for line in self._lines)

    def add_tool(self, tool: QWidget) -> None:
        """Put a button beside those above the lines."""
        self._tools.insertWidget(self._tools.count() - 2, tool)

    def flush(self) -> None:
        """Tell at once what was typed and not yet told; call before leaving, signing, handing over."""
        self._write.stop()
        if self._unsaved is not None:
            key, text = self._unsaved
            self._unsaved = None
            self.fact_changed.emit(key, text)

    def bring_to_sight(self) -> None:
        """Scroll so that the opened line is whole in sight, with the line before it."""
        self._list.lay()
        place = self._list.place_of(self.current())
        bar, room = self._area.verticalScrollBar(), self._area.viewport().height()
        if place is None:
            return
        top, bottom = place.top - look.ROW_TWO, place.top + place.height + look.ROW_TWO
        if bottom > bar.value() + room:
            bar.setValue(min(top, bottom - room) if bottom - top > room else bottom - room)
        if top < bar.value():
            bar.setValue(max(0, top))

    def _find(self, key: str) -> CheckLine | None:
        return next((line for line in self._lines if line.key == key), None)

    def _change(self, key: str, **changes: str) -> None:
        line = self._find(key)
        if line is not None:
            self.update_line(replace(line, **changes))  # type: ignore[arg-type]

    def _on_answered(self, key: str, verdict: str) -> None:
        self._change(key, verdict=verdict)
        self.answered.emit(key, verdict)
        self.bring_to_sight()

    def _on_fact(self, key: str, text: str) -> None:
        self._lines = tuple(replace(line, fact=text) if line.key == key else line for line in self._lines)
        self._list.set_lines(self._filtered())
        self._unsaved = (key, text)
        self._write.start()

    def _on_reason(self, key: str, reason: str) -> None:
        self._change(key, reason=reason)
        self.reason_chosen.emit(key, reason)

    def _on_handling(self, key: str, handling: str) -> None:
        self._change(key, handling=handling)
        self.handling_chosen.emit(key, handling)

    def _on_search(self, text: str) -> None:
        self._list.needle = text
        self._list.set_lines(self._filtered())

    def _filtered(self) -> tuple[CheckLine, ...]:
        return searchable(self._lines, self._list.needle) if self._list.needle else self._lines

    def _refresh(self) -> None:
        count = self.open_count()
        self.open_button.setText(say("kit-open-lines", count=count))
        self.open_button.setEnabled(count > 0)
        line = self._find(self.current())
        if line is not None:
            self.card.show_line(line)
        self._list.set_lines(self._filtered())


class _LineList(QWidget):
    """The drawn lines, with the card standing among them."""

    picked = Signal(str)

    def __init__(self, card: AnswerCard) -> None:
        super().__init__()
        self.opened = ""
        self.needle = ""
        self._card = card
        self._lines: tuple[CheckLine, ...] = ()
        self._places: tuple[_Place, ...] = ()
        self._tops: tuple[int, ...] = ()
        self._hot = ""
        self._wide = 600
        card.setParent(self)
        card.hide()
        card.resized.connect(self._later)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(0)
        self._wait.timeout.connect(self.lay)
        self.setMouseTracking(True)

    def set_lines(self, lines: tuple[CheckLine, ...]) -> None:
        self._lines = lines
        self.lay()

    def shown(self) -> tuple[CheckLine, ...]:
        return self._lines

    def open(self, key: str) -> None:
        self.opened = key
        self._card.show()
        self.lay()

    def set_width(self, width: int) -> None:
        self._wide = width
        self.lay()

    def place_of(self, key: str) -> _Place | None:
        return next((place for place in self._places if place.line is not None and place.line.key == key), None)

    def _later(self) -> None:
        self._wait.start()

    def lay(self) -> None:
        """Work out where everything stands, and put the card there."""
        places: list[_Place] = []
        top, group = 6, ""
        card_width = self._wide - 2 * (_SIDE - _OUT)
        seen = False
        for line in self._lines:
            if line.group and line.group != group:
                group = line.group
                places.append(_Place(top, _GROUP, group=group))
                top += _GROUP
            if line.key == self.opened:
                seen = True
                height = self._card.height_for(card_width) + 2 * _CARD_GAP
                self._card.setGeometry(_SIDE - _OUT, top + _CARD_GAP, card_width, height - 2 * _CARD_GAP)
            else:
                height = look.ROW_TWO if _second(line) else look.ROW
            places.append(_Place(top, height, line=line))
            top += height
        self._card.setVisible(seen)
        self._places = tuple(places)
        self._tops = tuple(place.top for place in places)
        self.resize(self._wide - _OUT, max(top + 24, 64))
        self.update()

    def _place_at(self, y: float) -> _Place | None:
        at = bisect_right(self._tops, y) - 1
        if at < 0 or y >= self._places[at].top + self._places[at].height:
            return None
        return self._places[at]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        first = max(0, bisect_right(self._tops, event.rect().top()) - 1)
        for place in self._places[first:]:
            if place.top > event.rect().bottom():
                break
            if place.line is None:
                box = QRectF(_SIDE, place.top + 6, self._wide - 2 * _SIDE, 22)
                paint_text(painter, box, place.group, look.body(bold=True), look.SOFT)
            elif place.line.key != self.opened:
                self._paint_line(painter, place, place.line)
        if self.needle and not self._lines:
            words = say("kit-nothing-found", text=self.needle)
            paint_text(painter, QRectF(_SIDE, 24, self._wide - 2 * _SIDE, 22), words, look.body(), look.SOFT)
        painter.end()

    def _paint_line(self, painter: QPainter, place: _Place, line: CheckLine) -> None:
        left, right = _SIDE, self._wide - _SIDE
        if line.key == self._hot:
            painter.fillRect(left - _OUT, place.top, right - left + 2 * _OUT, place.height - 1, QColor(look.HOVER))
        painter.fillRect(left, place.top + place.height - 1, right - left, 1, QColor(look.HAIR))
        middle = place.top + place.height / 2 - 0.5
        said = ChipText(say(f"verdict-{line.verdict}"), VERDICT_TONES[line.verdict]) if line.verdict else None
        width = chip_width(said.text if said else say("line-open"))
        if said is not None:
            paint_chip(painter, right - _OUT - width, middle, said)
        else:
            box = QRectF(right - _OUT - width, middle - 11, width, 22)
            paint_text(painter, box, say("line-open"), look.body(), look.SOFT, right=True)
        box = QRectF(left, middle - 11, _NUMBER, 22)
        paint_text(painter, box, line.number, look.body(), look.SOFT)
        room = right - _OUT - width - 16 - left - _NUMBER
        second = _second(line)
        upper = QRectF(left + _NUMBER, place.top + 1 if second else middle - 11, room, 21 if second else 22)
        cut = Qt.TextElideMode.ElideRight
        paint_text(painter, upper, line.label, look.body(), look.INK, needle=self.needle, mode=cut)
        if second:
            lower = QRectF(left + _NUMBER, place.top + 22, room, 19)
            ink = look.RED if line.verdict == VIOLATES and line.fact else look.SOFT
            paint_text(painter, lower, second, look.small(), ink, needle=self.needle, mode=cut)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().y())
        hot = place.line.key if place is not None and place.line is not None else ""
        if hot != self._hot:
            self._hot = hot
            self.setCursor(Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().y())
        if place is not None and place.line is not None and place.line.key != self.opened:
            self.picked.emit(place.line.key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


def _second(line: CheckLine) -> str:
    """Return the second line of a collapsed line: the fact of a violation, the reason, else the basis."""
    if line.verdict == VIOLATES and line.fact:
        return line.fact
    if line.reason and line.verdict:
        return " ".join(part for part in (say(line.reason), line.fact) if part)
    return line.basis
