"""Labelled fields: line, text, date, number, choice, PIN. What is refused is said in red under the field itself.

Values are text throughout: dates ``2026-11-20``, numbers as typed, choices their key; empty means nothing given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from PySide6 import QtCore
from PySide6.QtCore import QDate, QPoint, Signal
from PySide6.QtGui import QAction, QIcon, QTextCursor
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspector_desktop.assets import resource
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.soon import soon
from inspector_desktop.gui.overriding import override
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

_DATE = re.compile(r"^\s*(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})\D{0,2}\s*$")
_DECIMAL = re.compile(r"^-?\d+(\.\d+)?$")


class Editor(Protocol):
    """What every field can do."""

    edited: Signal

    def value(self) -> str:
        """Return what was given, empty when nothing was."""
        ...

    def set_value(self, value: str) -> None:
        """Show a value, without a signal."""
        ...


class LineField(QLineEdit):
    """One line of text; ``edited`` while typing, ``finished`` when it is left or Enter is pressed."""

    edited = Signal(str)
    finished = Signal(str)

    def __init__(self, hint: str = "", value: str = "", *, width: int = 0) -> None:
        super().__init__(value)
        self.setFont(look.body())
        self.setPlaceholderText(hint)
        if width:
            self.setFixedWidth(width)
        self.textEdited.connect(self._tell_edited)
        self.editingFinished.connect(self._tell_finished)

    def _tell_edited(self) -> None:
        self.edited.emit(self.value())

    def _tell_finished(self) -> None:
        self.finished.emit(self.value())

    def value(self) -> str:
        """Return the text without spaces around it."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self.setText(value)
        self.setCursorPosition(0)

    def complaint(self) -> str:
        """Return what is wrong with the way it is written, empty when nothing is."""
        return ""


class PinField(LineField):
    """A PIN: shown as dots, never trimmed, never remembered (Qt tells input methods that it is hidden)."""

    def __init__(self, hint: str = "", *, width: int = 0) -> None:
        super().__init__(hint, width=width)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    @override
    def value(self) -> str:
        return self.text()


class NumberField(LineField):
    """A whole or decimal number, kept as text; ``unit`` stands behind it."""

    def __init__(self, hint: str = "", value: str = "", *, unit: str = "", width: int = 0) -> None:
        super().__init__(hint, value, width=width)
        self._unit = texts.small(unit)
        self._unit.setParent(self)
        self._unit.setVisible(bool(unit))
        self.setTextMargins(0, 0, self._unit.sizeHint().width() + 4 if unit else 0, 0)

    @override
    def resizeEvent(self, arg__1: object) -> None:
        super().resizeEvent(arg__1)  # type: ignore[arg-type]
        size = self._unit.sizeHint()
        self._unit.setGeometry(self.width() - size.width() - 12, 1, size.width(), self.height() - 2)

    @override
    def complaint(self) -> str:
        return "" if not self.value() or _DECIMAL.match(self.value()) else say("kit-number-unreadable")


class DateField(LineField):
    """A civil date, typed in any usual way or picked; shown 2026年11月20日, its value ``2026-11-20``."""

    def __init__(self, hint: str = "", value: str = "", *, width: int = 0) -> None:
        super().__init__(hint, width=width)
        pick = QAction(QIcon(str(resource("icons", "calendar.svg"))), say("kit-pick-date"), self)
        pick.triggered.connect(self._pick)
        self.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        self._calendar: QCalendarWidget | None = None
        self.editingFinished.connect(self._tidy)
        self.set_value(value)

    @override
    def value(self) -> str:
        found = read_date(self.text())
        return found.isoformat() if found else ""

    @override
    def set_value(self, value: str) -> None:
        found = read_date(value)
        self.setText(say("kit-date", date=found) if found else value)

    @override
    def complaint(self) -> str:
        return say("kit-date-unreadable") if self.text().strip() and not self.value() else ""

    def _tidy(self) -> None:
        if self.value():
            self.set_value(self.value())

    def _pick(self) -> None:
        if self._calendar is None:
            made = QCalendarWidget()
            made.setWindowFlag(QtCore.Qt.WindowType.Popup)
            made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            made.setParent(self, QtCore.Qt.WindowType.Popup)
            made.clicked.connect(self._picked)
            self._calendar = made
        shown = QDate.fromString(self.value(), QtCore.Qt.DateFormat.ISODate)
        if shown.isValid():
            self._calendar.setSelectedDate(shown)
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._calendar.show()

    def _picked(self, chosen: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.set_value(chosen.toString(QtCore.Qt.DateFormat.ISODate))
        self.edited.emit(self.value())
        self.finished.emit(self.value())


def read_date(text: str) -> date | None:
    """Read a civil date as people write it: 2026-11-20, 2026年11月20日, 2026.11.20, 20261120; else None."""
    found = _DATE.match(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def day_words(value: str) -> str:
    """Return a civil day as people read it, 2026年11月20日; a text that is no day stays as it is."""
    found = read_date(value)
    return say("kit-date", date=found) if found else value


class TextField(QPlainTextEdit):
    """Several lines of text; Tab leaves it. ``edited`` while typing, ``finished`` when it is left."""

    edited = Signal(str)
    finished = Signal(str)

    def __init__(self, hint: str = "", value: str = "", *, lines: int = 2) -> None:
        super().__init__()
        self.setFont(look.body())
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * lines + 16))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._quiet = False
        self.set_value(value)
        self.textChanged.connect(self._on_changed)

    def value(self) -> str:
        """Return the text without spaces around it."""
        return self.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show a text, without a signal."""
        self._quiet = True
        if self.toPlainText() != value:
            self.setPlainText(value)
            self.moveCursor(QTextCursor.MoveOperation.End)
        self._quiet = False

    def complaint(self) -> str:
        """Return what is wrong with the way it is written: nothing ever is."""
        return ""

    def _on_changed(self) -> None:
        if not self._quiet:
            self.edited.emit(self.value())

    @override
    def focusOutEvent(self, e: object) -> None:
        super().focusOutEvent(e)  # type: ignore[arg-type]
        self.finished.emit(self.value())


class ChoiceField(QComboBox):
    """One of a list that is too long for segments; its value is the key."""

    edited = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]] = (), value: str = "", *, hint: str = "") -> None:
        super().__init__()
        self._dressed = False
        self.setFont(look.body())
        self.setPlaceholderText(hint)
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)
        self.set_value(value)
        self.activated.connect(self._tell_edited)
        self.currentIndexChanged.connect(self._shade)
        self._shade()

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Replace the list; nothing is chosen afterwards."""
        self.clear()
        for key, text in choices:
            self.addItem(text, key)
        self.setCurrentIndex(-1)

    def _tell_edited(self) -> None:
        self.edited.emit(self.value())

    def value(self) -> str:
        """Return the key of what is chosen."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, str) else ""

    def set_value(self, value: str) -> None:
        """Choose by key; an unknown key chooses nothing."""
        self.setCurrentIndex(self.findData(value))

    def complaint(self) -> str:
        """Return what is wrong with the way it is written: nothing ever is."""
        return ""

    def _shade(self) -> None:
        """Write the hint in the faint ink while nothing is chosen."""
        self.setProperty("empty", "true" if self.currentIndex() < 0 else "false")
        if self._dressed:  # before it is shown for the first time the style sheet has not looked at it yet
            self.style().unpolish(self)
            self.style().polish(self)

    @override
    def showEvent(self, e: QShowEvent) -> None:
        super().showEvent(e)
        self._dressed = True

    @override
    def wheelEvent(self, e: object) -> None:
        """Leave the wheel to the page: a choice must not change while scrolling."""
        e.ignore()  # type: ignore[attr-defined]

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter}:
            self.showPopup()
            return
        super().keyPressEvent(e)


class Field(QWidget):
    """A label on the left, an editor (or several in a row) on the right, the refusal under it."""

    def __init__(
        self, label: str, editor: QWidget, *, label_width: int = 108, note: str = "", top: bool = False
    ) -> None:
        super().__init__()
        self.editor = editor
        name = self._name = texts.label(label)
        name.setFixedWidth(label_width)
        name.setWordWrap(name.fontMetrics().horizontalAdvance(label) > label_width - 8)
        if isinstance(editor, QLineEdit | QPlainTextEdit | QComboBox):
            name.setBuddy(editor)
            editor.setAccessibleName(label)
        self._note = texts.small(note, wrap=True)
        self._note.setVisible(bool(note))
        self._refusal = texts.small("", ink=look.RED, wrap=True)
        self._refusal.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(3)
        tall = top or isinstance(editor, QPlainTextEdit)
        name.setMinimumHeight(look.CONTROL)
        grid.addWidget(name, 0, 0)
        if tall:
            grid.setAlignment(name, QtCore.Qt.AlignmentFlag.AlignTop)
        if _is_fixed(editor):
            grid.addWidget(editor, 0, 1, QtCore.Qt.AlignmentFlag.AlignLeft)
        else:
            grid.addWidget(editor, 0, 1)
        grid.addWidget(self._note, 1, 1)
        grid.addWidget(self._refusal, 2, 1)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        edited = getattr(editor, "edited", None)
        if edited is not None:
            edited.connect(self._forgive)
        finished = getattr(editor, "finished", None)
        if finished is not None:
            finished.connect(self.check)

    def _forgive(self) -> None:
        self.refuse("")

    def rename(self, label: str) -> None:
        """Show another label."""
        self._name.setText(label)

    def refuse(self, text: str) -> None:
        """Say in red what is wrong and how to repair it; empty takes it away."""
        self._refusal.setText(text)
        self._refusal.setVisible(bool(text))
        self.editor.setProperty("refused", "true" if text else "false")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        if text:
            soon(self, self._into_sight)  # after the red line has its place

    def _into_sight(self) -> None:
        """Scroll so far that the field can be read with what is said below it."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and self.isVisible():
            above.ensureWidgetVisible(self, 0, 16)

    def refusal(self) -> str:
        """Return what is said in red."""
        return self._refusal.text()

    def check(self) -> bool:
        """Refuse what is written unreadably (a date, a number); tell whether it reads well."""
        complaint = getattr(self.editor, "complaint", None)
        wrong = complaint() if complaint is not None else ""
        if wrong:
            self.refuse(wrong)
        return not wrong


class Form(QWidget):
    """Fields one below the other, by key."""

    def __init__(self, *, label_width: int = 108, gap: int = 10) -> None:
        super().__init__()
        self._label_width = label_width
        self._fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def add(self, key: str, label: str, editor: QWidget, *, note: str = "", top: bool = False) -> Field:
        """Add a field and return it; ``top`` sets the label at the top of a tall editor."""
        field = Field(label, editor, label_width=self._label_width, note=note, top=top)
        self._fields[key] = field
        self._column.addWidget(field)
        return field

    def add_row(self, key: str, label: str, *editors: QWidget, top: bool = False) -> Field:
        """Add a field of several editors side by side."""
        holder = texts.boxed(texts.row(*editors))
        if all(_is_fixed(part) for part in editors):
            holder.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return self.add(key, label, holder, top=top)

    def add_part(self, part: QWidget) -> None:
        """Add something that is not a field, such as a note or a row of buttons."""
        self._column.addWidget(part)

    def field(self, key: str) -> Field:
        """Return a field."""
        return self._fields[key]

    def values(self) -> dict[str, str]:
        """Return the values of all fields of one editor."""
        found: dict[str, str] = {}
        for key, field in self._fields.items():
            value = getattr(field.editor, "value", None)
            if value is not None:
                found[key] = str(value())
        return found

    def refuse(self, key: str, text: str) -> None:
        """Say in red under one field what is wrong, and go there."""
        self._fields[key].refuse(text)
        self._fields[key].editor.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def check(self) -> bool:
        """Check how everything is written; go to the first field that reads badly."""
        bad = [field for field in self._fields.values() if not field.check()]
        if bad:
            bad[0].editor.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        return not bad


def _is_fixed(editor: QWidget) -> bool:
    """Tell whether an editor has a width of its own and stands at the left."""
    policy = editor.sizePolicy().horizontalPolicy()
    return policy is QSizePolicy.Policy.Fixed or editor.minimumWidth() == editor.maximumWidth()


def button_row(*parts: QWidget, right: bool = False) -> QFrame:
    """Return buttons side by side, at the left or the right."""
    made = QFrame()
    made.setLayout(texts.row(None, *parts) if right else texts.row(*parts, None))
    return made
