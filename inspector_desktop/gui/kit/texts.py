"""Labels: plain, soft, elided in the middle with the full text at hand, hairlines, and small layout helpers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.overriding import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QStackedWidget


def label(text: str = "", *, font: QFont | None = None, ink: str = look.INK, wrap: bool = False) -> QLabel:
    """Return a label that never reads its text as markup."""
    made = _WrappedLabel(text) if wrap else QLabel(text)
    _never_markup(made)
    made.setFont(font or look.body())
    look.write_in(made, ink)
    return made


def _never_markup(label: QLabel) -> None:
    """Set `Qt.TextFormat.PlainText` by its number: the hundred enumerations of `Qt` take as long as half a page."""
    label.setProperty("textFormat", 0)


class _WrappedLabel(QLabel):
    """A label of several lines that asks for the height its width needs, and not for that of a narrow column."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(48, QFontMetrics(self.font()).height())


def soft(text: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label in the soft ink."""
    return label(text, ink=look.SOFT, wrap=wrap)


def small(text: str = "", *, ink: str = look.SOFT, wrap: bool = False) -> QLabel:
    """Return a small label, for second lines and captions."""
    return label(text, font=look.small(), ink=ink, wrap=wrap)


class ElidedLabel(QLabel):
    """One line that gives way in the middle when it has no room, and then shows all of it as its tooltip."""

    def __init__(
        self,
        text: str = "",
        *,
        font: QFont | None = None,
        ink: str = look.INK,
        mode: QtCore.Qt.TextElideMode | None = None,
    ) -> None:
        super().__init__(text)
        self._mode = QtCore.Qt.TextElideMode.ElideMiddle if mode is None else mode
        self._ink = ink
        _never_markup(self)
        self.setFont(font or look.body())
        look.write_in(self, ink)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(min(metrics.horizontalAdvance("…") * 3, self.sizeHint().width()), metrics.height())

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = QFontMetrics(self.font()).horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else self.text())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = QFontMetrics(self.font()).elidedText(self.text(), self._mode, self.width())
        painter.drawText(
            self.rect(), int(QtCore.Qt.AlignmentFlag.AlignVCenter | QtCore.Qt.AlignmentFlag.AlignLeft), text
        )
        painter.end()


class Hairline(QFrame):
    """A line of one pixel, across or down."""

    def __init__(self, *, vertical: bool = False, colour: str = look.LINE) -> None:
        super().__init__()
        self._colour = colour
        if vertical:
            self.setFixedWidth(1)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._colour))
        painter.end()


def row(*parts: QWidget | QLayout | int | None, gap: int = look.GAP) -> QHBoxLayout:
    """Lay parts side by side; a number is a space of so many pixels, None takes the room that is left."""
    made = QHBoxLayout()
    _fill(made, parts, gap)
    return made


def column(*parts: QWidget | QLayout | int | None, gap: int = look.GAP) -> QVBoxLayout:
    """Lay parts one below the other; a number is a space of so many pixels, None takes the room that is left."""
    made = QVBoxLayout()
    _fill(made, parts, gap)
    return made


def _fill(layout: QBoxLayout, parts: tuple[QWidget | QLayout | int | None, ...], gap: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)


def boxed(layout: QLayout, parent: QWidget | None = None) -> QWidget:
    """Return a plain widget that holds a layout."""
    made = QWidget(parent)
    made.setLayout(layout)
    return made


def take_out(stack: QStackedWidget, part: QWidget) -> None:
    """Take a part out of a stack and let go of it.

    The stack alone only forgets it. Its parent would then be found anew by whoever walks over the parts of a page, in a
    way that Python keeps what Qt has deleted, and all it knows.
    """
    stack.removeWidget(part)
    part.hide()
    part.setParent(None)
    part.deleteLater()


def take_first(layout: QLayout) -> tuple[QWidget | None, QLayout | None] | None:
    """Take the first part out of a layout: a widget, a layout, or neither for a gap; None when nothing is left.

    A widget is removed and not taken, so that Qt deletes what the layout held it by; Python would leave it.
    """
    item = layout.itemAt(0)
    if item is None:
        return None
    widget, inner = item.widget(), item.layout()
    del item
    if widget is not None:
        layout.removeWidget(widget)
    else:
        layout.takeAt(0)
    return widget, inner


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while (taken := take_first(layout)) is not None:
        widget, inner = taken
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)
