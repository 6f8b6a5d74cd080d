"""Photographs as thumbnails in a row: add, drop, paste, open. Files are only named here; reading them is the page's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.wording import say

_WIDE, _HIGH, _GAP = 72, 54, 8
_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".bmp", ".tif", ".tiff", ".pdf"})


@dataclass(frozen=True)
class Photo:
    """One photograph: key, small picture, and what its tooltip says."""

    key: str
    thumbnail: QImage
    title: str = ""


class PhotoStrip(QWidget):
    """The row. ``given`` carries a tuple of paths (dropped, pasted files) and PNG bytes (pasted pictures).

    ``add_asked`` when the empty place or the plus is pressed, ``opened`` and ``remove_asked`` carry a key.
    """

    given = Signal(object)
    add_asked = Signal()
    opened = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, photos: Sequence[Photo] = (), *, caption: str = "", addable: bool = False) -> None:
        super().__init__()
        self._photos = tuple(photos)
        self._caption = caption
        self._addable = addable
        self._over = False
        self._on = -1
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_photos(photos, caption)

    def set_photos(self, photos: Sequence[Photo], caption: str = "") -> None:
        """Show other photographs; the caption stands behind them."""
        self._photos, self._caption = tuple(photos), caption
        self._on = min(self._on, len(self._photos) - 1)
        self.setAccessibleName(caption or say("kit-photos", count=len(self._photos)))
        self.update()

    def photos(self) -> tuple[Photo, ...]:
        """Return what is shown."""
        return self._photos

    def paste(self) -> bool:
        """Take pictures from the clipboard; tell whether there were any."""
        return self._take(QGuiApplication.clipboard().mimeData())

    def _take(self, mime: QMimeData) -> bool:
        found = given_files(mime)
        if found:
            self.given.emit(found)
        return bool(found)

    def _shown(self) -> int:
        """Return how many thumbnails have room; with too many, the last place says how many more there are."""
        room = max(1, (self.width() + _GAP) // (_WIDE + _GAP))
        return min(len(self._photos), room)

    def _cell(self, at: int) -> QRectF:
        return QRectF(at * (_WIDE + _GAP), 0, _WIDE, _HIGH)

    def _at(self, x: float) -> int:
        at = int(x // (_WIDE + _GAP))
        return at if at < self._shown() and x - at * (_WIDE + _GAP) <= _WIDE else -1

    def _has_plus(self) -> bool:
        return self._addable and self._cell(len(self._photos)).right() <= self.width()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, _HIGH)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self._shown()
        more = len(self._photos) - shown
        for at in range(shown):
            cell = self._cell(at)
            _paint_photo(painter, cell, self._photos[at].thumbnail)
            if more and at == shown - 1:
                painter.fillRect(cell, QColor(31, 36, 43, 150))
                painter.setPen(QColor(look.PAPER))
                painter.setFont(look.body(bold=True))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"+{more + 1}")
            if self.hasFocus() and at == self._on:
                look.draw_focus(painter, cell, 3)
        left = shown * (_WIDE + _GAP)
        if self._has_plus():
            self._paint_plus(painter, self._cell(shown))
            left += _WIDE + _GAP
        words = say("kit-drop-here") if self._over or not (self._photos or self._caption) else self._caption
        painter.setFont(look.small())
        painter.setPen(QColor(look.BLUE if self._over else look.SOFT))
        painter.drawText(QRectF(left, 0, self.width() - left, _HIGH), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _paint_plus(self, painter: QPainter, cell: QRectF) -> None:
        pen = QPen(QColor(look.BLUE if self._over or self.hasFocus() else look.FIELD), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(look.PAPER))
        painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(QPen(QColor(look.SOFT), 1.5))
        middle = cell.center()
        painter.drawLine(middle - QPointF(7, 0), middle + QPointF(7, 0))
        painter.drawLine(middle - QPointF(0, 7), middle + QPointF(0, 7))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = self._at(event.position().x())
        if at >= 0:
            self._on = at
            self.opened.emit(self._photos[at].key)
        elif self._has_plus() and self._cell(self._shown()).contains(event.position()):
            self.add_asked.emit()

    @override
    def contextMenuEvent(self, event: object) -> None:
        at = self._at(event.pos().x())  # type: ignore[attr-defined]
        if at < 0:
            return
        key = self._photos[at].key
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(say("kit-open-photo")).triggered.connect(lambda: self.opened.emit(key))
        menu.addAction(say("kit-remove-photo")).triggered.connect(lambda: self.remove_asked.emit(key))
        menu.popup(event.globalPos())  # type: ignore[attr-defined]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._photos)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and count:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._on = min(max(self._on + step, 0), count - 1)
            self.update()
        elif event.key() == Qt.Key.Key_Space and 0 <= self._on < count:
            self.opened.emit(self._photos[self._on].key)
        elif event.key() == Qt.Key.Key_Space and self._addable:
            self.add_asked.emit()
        elif event.key() == Qt.Key.Key_Delete and 0 <= self._on < count:
            self.remove_asked.emit(self._photos[self._on].key)
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if given_files(event.mimeData(), peek=True):
            self._over = True
            self.update()
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._at(event.pos().x())
            QToolTip.showText(event.globalPos(), self._photos[at].title if at >= 0 else "", self)
            return True
        return super().event(event)


def given_files(mime: QMimeData, *, peek: bool = False) -> tuple[Path | bytes, ...]:
    """Return the picture files named by a drop or the clipboard, or its picture as PNG; ``peek`` skips the encoding."""
    files = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    pictures = tuple(path for path in files if path.suffix.lower() in _SUFFIXES)
    if pictures or not mime.hasImage():
        return pictures
    if peek:
        return (b"",)
    image = mime.imageData()
    return (png_bytes(image),) if isinstance(image, QImage) else ()


def png_bytes(image: QImage) -> bytes:
    """Return a picture as PNG."""
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(store.data())


def _paint_photo(painter: QPainter, cell: QRectF, image: QImage) -> None:
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(cell, 3, 3)
    painter.setClipPath(path)
    if image.isNull():
        painter.fillRect(cell, QColor(look.GREY_GROUND))
    else:
        scale = max(cell.width() / image.width(), cell.height() / image.height())
        size = QRectF(0, 0, cell.width() / scale, cell.height() / scale)
        size.moveCenter(QRectF(image.rect()).center())
        painter.drawImage(cell, image, size)
    painter.restore()
