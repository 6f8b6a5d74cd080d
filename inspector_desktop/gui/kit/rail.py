"""The rail on the left: who is at work, and the places of the program. Alt+1 … Alt+9 lead to the first nine."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.painted import PaintedButton
from inspector_desktop.wording import say

_ITEM = 40
_SHORTCUTS = 9


@dataclass(frozen=True)
class RailItem:
    """One place: its key and text, a badge, whether the badge is about something late, a line drawn above it."""

    key: str
    text: str
    badge: str = ""
    late: bool = False
    line_above: bool = False


class Rail(QWidget):
    """The rail; ``chosen`` carries the key of the place a person goes to, ``person_pressed`` asks to switch persons."""

    chosen = Signal(str)
    person_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(look.RAIL_WIDTH)
        self.setAccessibleName(say("kit-rail"))
        look.paint_over(self, look.GROUND)
        self._items: dict[str, _ItemButton] = {}
        self._shortcuts: list[QShortcut] = []
        self._person = _PersonButton()
        self._person.clicked.connect(lambda _=False: self.person_pressed.emit())
        self._list = QVBoxLayout()
        self._list.setContentsMargins(8, 11, 8, 0)
        self._list.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 1, 0)
        outer.setSpacing(0)
        outer.addLayout(texts.row(8, self._person, 8, gap=0))
        outer.addLayout(self._list)
        outer.addStretch(1)

    def set_person(self, person: str, bureau: str, role: str) -> None:
        """Show who is at work, for which bureau, in which role."""
        self._person.set_lines(person, bureau, role)

    def set_items(self, items: tuple[RailItem, ...]) -> None:
        """Replace all places; what was chosen stays chosen if it is still there."""
        before = self.current()
        texts.empty_layout(self._list)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._items, self._shortcuts = {}, []
        for number, item in enumerate(items, start=1):
            if item.line_above:
                line = texts.Hairline()
                self._list.addLayout(texts.row(12, line, 12, gap=0))
                self._list.insertSpacing(self._list.count() - 1, 8)
                self._list.addSpacing(8)
            button = _ItemButton(item)
            button.clicked.connect(lambda _=False, key=item.key: self._choose(key))
            self._items[item.key] = button
            self._list.addWidget(button)
            if number <= _SHORTCUTS:
                shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
                shortcut.activated.connect(lambda key=item.key: self._choose(key))
                self._shortcuts.append(shortcut)
        self.set_current(before)

    def set_badge(self, key: str, badge: str, *, late: bool = False) -> None:
        """Change the badge of one place."""
        if key in self._items:
            self._items[key].set_badge(badge, late=late)

    def set_current(self, key: str) -> None:
        """Show where the person is, without a signal."""
        for name, button in self._items.items():
            button.setChecked(name == key)

    def current(self) -> str:
        """Return the key of the place shown as current, empty when none is."""
        return next((key for key, button in self._items.items() if button.isChecked()), "")

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(look.LINE))
        painter.end()


class _ItemButton(PaintedButton):
    """One place in the rail."""

    def __init__(self, item: RailItem) -> None:
        super().__init__(item.text)
        self._badge, self._late = item.badge, item.late
        self.setCheckable(True)
        self.setFixedHeight(_ITEM)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_badge(self, badge: str, *, late: bool) -> None:
        """Show another badge."""
        self._badge, self._late = badge, late
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._badge}".strip())

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.RAIL_WIDTH - 17, _ITEM)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(e.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(e)

    @override
    def nextCheckState(self) -> None:
        """Leave the mark to the rail: pressing the current place again keeps it current."""

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        ground = look.BLUE_GROUND if self.isChecked() else look.GREY_GROUND if self.underMouse() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(rect, look.RADIUS, look.RADIUS)
        if self.ring:
            look.draw_focus(painter, rect)
        painter.setPen(QColor(look.BLUE if self.isChecked() else look.INK))
        painter.setFont(look.body(bold=self.isChecked()))
        inner = rect.adjusted(12, 0, -12, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setPen(QColor(look.RED if self._late else look.SOFT))
        painter.setFont(look.small(bold=self._late or self.isChecked()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._badge)
        painter.end()


class _PersonButton(PaintedButton):
    """Who is at work; pressed to switch persons."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[str, ...] = ()
        self.setFixedHeight(79)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, *lines: str) -> None:
        """Show name, bureau and role."""
        self._lines = lines
        self.setAccessibleName(" ".join(lines))
        self.setToolTip("\n".join(lines))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.RAIL_WIDTH - 17, 79)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.ring:
            look.draw_focus(painter, QRectF(self.rect()))
        for at, text in enumerate(self._lines):
            painter.setFont(look.small() if at else look.section())
            painter.setPen(QColor(look.SOFT if at else look.INK))
            room = self.width() - 20
            shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(12, 9 + at * 22, room, 22), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
