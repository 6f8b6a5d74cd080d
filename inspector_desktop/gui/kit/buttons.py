"""Buttons of every kind, links, tabs, menus, one among few. All 36 px high and reached by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.texts import take_first
from inspector_desktop.gui.overriding import override

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QEnterEvent, QKeyEvent, QPaintEvent

Choices = Sequence[tuple[str, str]]
"""Pairs of key and text."""
_INSET = 16
_FEWEST = 5
"""Characters that are left of a tab's text at least."""


class _Button(QPushButton):
    """A push button as wide as its text set in bold, so that nothing moves when it is chosen."""

    def __init__(self, text: str, kind: str, pressed: Callable[[], object] | None = None) -> None:
        super().__init__(text)
        self._pad = 0
        self.setProperty("kind", kind)
        self.setFont(look.body())
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._pressed = pressed
        if pressed is not None:
            self.clicked.connect(self._press)

    def _press(self) -> None:
        if self._pressed is not None:
            self._pressed()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)


def primary(text: str, pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return the one button of a screen that does the next thing."""
    return _Button(text, "primary", pressed)


def secondary(text: str, pressed: Callable[[], object] | None = None, *, small: bool = False) -> QPushButton:
    """Return an ordinary button; ``small`` is 30 px, for rows."""
    made = _Button(text, "secondary", pressed)
    if small:
        made.setProperty("fit", "small")
    return made


def quiet(text: str, pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return a button without a border, for what is rarely needed."""
    return _Button(text, "quiet", pressed)


def danger(text: str, pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return a button for what voids or withdraws."""
    return _Button(text, "danger", pressed)


def link(text: str, pressed: Callable[[], object] | None = None, *, small: bool = False) -> QPushButton:
    """Return a blue word to press; reached by keyboard like any button."""
    made = _Button(text, "link", pressed)
    made.setFont(look.small() if small else look.body())
    return made


class MenuButton(_Button):
    """A button that opens a menu, such as a filter ``信用：全部 ▾``; ``chosen`` carries the key."""

    chosen = Signal(str)

    def __init__(self, text: str, choices: Choices = ()) -> None:
        super().__init__(text, "secondary")
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._tell)
        self.setProperty("fit", "menu")
        self.clicked.connect(self._open)
        self.set_choices(choices)

    def set_choices(self, choices: Choices) -> None:
        """Replace the menu."""
        self._menu.clear()
        for key, text in choices:
            self._menu.addAction(text).setData(key)

    def _tell(self, action: QAction) -> None:
        self.chosen.emit(action.data())

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @override
    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(look.body()).horizontalAdvance(self.text()) + 46, look.CONTROL)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        look.draw_chevron(painter, QPointF(self.width() - 18, self.height() / 2 + 1), look.INK)
        painter.end()


class ChoiceGroup(QWidget):
    """One among few, as joined segments; ``chosen`` carries the key. Arrow keys move, space chooses."""

    chosen = Signal(str)

    def __init__(self, choices: Choices = (), value: str = "") -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)
        self.set_value(value)

    def set_choices(self, choices: Choices) -> None:
        """Replace the segments; nothing is chosen afterwards."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for at, (key, text) in enumerate(choices):
            button = segment(text, _place(at, len(choices)), partial(self._tell, key))
            self._buttons[key] = button
            self._group.addButton(button)
            self._row.addWidget(button)

    def fit(self, room: int) -> None:
        """Be no wider than `room` pixels: equal segments, their words on two lines where need be, cut beyond that."""
        if sum(one.width() for one in self._buttons.values()) <= room or not self._buttons:
            return
        wide = room // len(self._buttons)
        metrics = QFontMetrics(look.body(bold=True))
        for button in self._buttons.values():
            words = button.text()
            if metrics.horizontalAdvance(words) > wide - _INSET:
                half = -(-len(words) // 2)
                parts = (words[:half], words[half:])
                cut = (metrics.elidedText(one, QtCore.Qt.TextElideMode.ElideRight, wide - _INSET) for one in parts)
                button.setText("\n".join(cut))
                button.setToolTip(words)
            button.setProperty("lines", "two")
            button.setFixedWidth(wide)
            button.style().polish(button)

    def _tell(self, key: str) -> None:
        self.chosen.emit(key)

    def value(self) -> str:
        """Return the key of the chosen segment, empty when none is."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Choose a segment without a signal; an unknown key chooses none."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)

    def first(self) -> QPushButton:
        """Return the chosen segment, or the first: where the keyboard goes."""
        return self._buttons.get(self.value()) or next(iter(self._buttons.values()))

    def button(self, key: str) -> QPushButton:
        """Return one segment."""
        return self._buttons[key]


def segment(text: str, place: str, pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return one segment of a joined choice; ``place`` is first, middle, last or only."""
    made = _Button(text, "segment", pressed)
    made.setProperty("place", place)
    made.setCheckable(True)
    bold = QFontMetrics(look.body(bold=True)).horizontalAdvance(text)
    made.setFixedWidth(bold + 32 + 1)
    return made


def _place(at: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if at == 0 else "last" if at == count - 1 else "middle"


class Tabs(QWidget):
    """Tabs beside each other: ``tab`` above a paper, ``page-tab`` in a title line; ``chosen`` carries the key.

    They stand in one row; those that find no room within `fit` go to a row below. Where `fit` may shorten, the longest
    texts are cut before that, and told whole as a hint.
    """

    chosen = Signal(str)

    def __init__(self, kind: str = "tab", gap: int = 4) -> None:
        super().__init__()
        self._kind = kind
        self._buttons: dict[str, QPushButton] = {}
        self._room, self._shorten = 0, False
        self._texts: dict[str, str] = {}
        self._split: tuple[int, ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(gap)
        self._gap = gap
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def fit(self, room: int, *, shorten: bool = False) -> None:
        """Use as many rows as it takes to be no wider than `room` pixels; `shorten` the longest texts first."""
        self._room, self._shorten = room, shorten
        self._lay()

    def _cut(self) -> None:
        """Leave each text as many characters as let all stand in one row; whole if even few do not."""
        longest = max(map(len, self._texts.values()), default=0)
        least = _FEWEST if self._shorten and self._room else longest
        for most in (*range(longest, least - 1, -1), longest):
            for key, button in self._buttons.items():
                whole = self._texts[key]
                button.setText(whole if len(whole) <= most else f"{whole[: most - 1]}…")
                button.setToolTip("" if len(whole) <= most else whole)
            wide = sum(button.sizeHint().width() + self._gap for button in self._buttons.values()) - self._gap
            if wide <= self._room:
                return

    def _lay(self) -> None:
        """Put the buttons into rows; nothing moves when the rows would be the same."""
        self._cut()
        rows: list[list[QPushButton]] = [[]]
        taken = 0
        for button in self._buttons.values():
            wide = button.sizeHint().width() + self._gap
            if rows[-1] and self._room and taken + wide - self._gap > self._room:
                rows.append([])
                taken = 0
            rows[-1].append(button)
            taken += wide
        split = tuple(len(row) for row in rows)
        if split == self._split and self._rows.count():
            return
        self._split = split
        while (old := take_first(self._rows)) is not None:
            while old[1] is not None and take_first(old[1]) is not None:
                pass
        for row_buttons in rows:
            row_layout = QHBoxLayout()
            row_layout.setSpacing(self._gap)
            for button in row_buttons:
                row_layout.addWidget(button)
            row_layout.addStretch(1)
            self._rows.addLayout(row_layout)
        self.updateGeometry()

    def set_tabs(self, tabs: Choices, value: str = "") -> None:
        """Replace the tabs; without ``value`` the first is chosen."""
        for button in self._buttons.values():
            button.hide()
            button.deleteLater()
        self._buttons, self._texts, self._split = {}, dict(tabs), ()
        for key, text in tabs:
            button = _Button(text, self._kind, partial(self._tell, key))
            button.setParent(self)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            if self._kind == "tab":
                button.setFont(look.small())
            else:
                button.setFixedWidth(QFontMetrics(look.body(bold=True)).horizontalAdvance(text) + 2)
            self._buttons[key] = button
        self._lay()
        self.set_value(value or next(iter(self._buttons), ""))

    def _tell(self, key: str) -> None:
        self.chosen.emit(key)

    def set_text(self, key: str, text: str) -> None:
        """Change the text of one tab, such as the number in it."""
        self._texts[key] = text
        self._lay()

    def value(self) -> str:
        """Return the key of the chosen tab."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Choose a tab without a signal."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def keys(self) -> tuple[str, ...]:
        """Return the keys in order."""
        return tuple(self._buttons)
