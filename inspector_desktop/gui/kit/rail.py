"""The rail on the left: who is at work, and the places of the program. Alt+1 … Alt+9 lead to the first nine."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
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
        self._person = texts.ElidedLabel(font=look.section())
        self._bureau = texts.ElidedLabel(font=look.small(), ink=look.SOFT)
        self._role = texts.ElidedLabel(font=look.small(), ink=look.SOFT)
        head = texts.column(self._person, self._bureau, self._role, gap=3)
        head.setContentsMargins(20, 17, 12, 0)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(8, 16, 8, 0)
        self._list.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addLayout(self._list)
        outer.addStretch(1)

    def set_person(self, person: str, bureau: str, role: str) -> None:
        """Show who is at work, for which bureau, in which role."""
        self._person.setText(person)
        self._bureau.setText(bureau)
        self._role.setText(role)

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


class _ItemButton(QAbstractButton):
    """One place in the rail."""

    def __init__(self, item: RailItem) -> None:
        super().__init__()
        self._badge, self._late = item.badge, item.late
        self.setText(item.text)
        self.setCheckable(True)
        self.setFixedHeight(_ITEM)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
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
        elif e.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
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
        if self.hasFocus():
            look.draw_focus(painter, rect)
        painter.setPen(QColor(look.BLUE if self.isChecked() else look.INK))
        painter.setFont(look.body(bold=self.isChecked()))
        inner = rect.adjusted(12, 0, -12, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setPen(QColor(look.RED if self._late else look.SOFT))
        painter.setFont(look.small(bold=self._late or self.isChecked()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._badge)
        painter.end()
