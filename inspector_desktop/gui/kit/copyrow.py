"""Label, value and a button that copies the value: for fields typed into someone else's form, in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.wording import say


@dataclass(frozen=True)
class CopyField:
    """One field of the other form: key, its label there, and the value to put in."""

    key: str
    label: str
    value: str
    copied: bool = False


class CopyRows(QWidget):
    """The fields in order; the first not yet copied is marked. ``copied`` carries the key of a field just copied."""

    copied = Signal(str)

    def __init__(self, fields: Sequence[CopyField] = (), *, label_width: int = 170) -> None:
        super().__init__()
        self._label_width = label_width
        self._rows: dict[str, _CopyRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_fields(fields)

    def set_fields(self, fields: Sequence[CopyField]) -> None:
        """Replace all fields."""
        texts.empty_layout(self._column)
        self._rows = {}
        for field in fields:
            row = _CopyRow(field, self._label_width)
            row.pressed.connect(self._copy)
            self._rows[field.key] = row
            self._column.addWidget(row)
        self._mark()

    def done(self) -> tuple[str, ...]:
        """Return the keys copied so far."""
        return tuple(key for key, row in self._rows.items() if row.is_done())

    def row_button(self, key: str) -> QPushButton:
        """Return the button of one field."""
        return self._rows[key].button

    def _copy(self, key: str) -> None:
        row = self._rows[key]
        QGuiApplication.clipboard().setText(row.field.value)
        row.set_done(done=True)
        following = self._mark()
        if following is not None:
            following.button.setFocus(Qt.FocusReason.TabFocusReason)
        self.copied.emit(key)

    def _mark(self) -> _CopyRow | None:
        following = next((row for row in self._rows.values() if not row.is_done()), None)
        for row in self._rows.values():
            row.set_next(is_next=row is following)
        return following


class _CopyRow(QWidget):
    pressed = Signal(str)

    def __init__(self, field: CopyField, label_width: int) -> None:
        super().__init__()
        self.field = field
        self._next = False
        name = texts.soft(field.label)
        name.setFixedWidth(label_width)
        value = texts.label(field.value, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = buttons.secondary(say("do-copy-field"), lambda: self.pressed.emit(field.key), small=True)
        self._done = _DoneButton(say("kit-copied"))
        self._done.clicked.connect(lambda _=False: self.pressed.emit(field.key))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 12, 5)
        line.setSpacing(0)
        line.addWidget(name)
        line.addWidget(value, 1)
        line.addSpacing(16)
        line.addWidget(self.button)
        line.addWidget(self._done)
        self.setMinimumHeight(look.ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_done(done=field.copied)

    def is_done(self) -> bool:
        return not self._done.isHidden()

    def set_done(self, *, done: bool) -> None:
        self.button.setHidden(done)
        self._done.setHidden(not done)

    def set_next(self, *, is_next: bool) -> None:
        self._next = is_next
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._next:
            painter.fillRect(self.rect(), QColor(look.BLUE_GROUND))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(look.HAIR))
        painter.end()


class _DoneButton(QPushButton):
    """``已复制 ✓``: said quietly, and copies again when pressed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "quiet")
        self.setProperty("fit", "small")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(look.small()).horizontalAdvance(self.text())) + 14, 30)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(look.small())
        painter.setPen(QColor(look.INK if self.underMouse() else look.SOFT))
        rect = QRectF(self.rect())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        look.draw_tick(painter, rect.right() - 10, rect.center().y(), look.GREEN, 8)
        if self.hasFocus():
            look.draw_focus(painter, rect.adjusted(-3, 3, 3, -3), 4)
        painter.end()
