"""Marks burnt into a copy of a picture: time, place, subject and officers. The unmarked one stays as it is.

Drawn on a picture in memory, so it may run on any thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from inspector_desktop.check.pictures import WANTED_BYTES, Prepared
from inspector_desktop.digest import sha256_hex
from inspector_desktop.gui import look

_QUALITIES = (88, 80, 70, 58, 45)
_LINES_HIGH = 26


def burn(jpeg: bytes, words: Sequence[str]) -> Prepared:
    """A copy with lines of text at its lower left."""
    image = QImage.fromData(jpeg).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    high = max(12, min(image.width(), image.height()) // _LINES_HIGH)
    font = QFont(look.body())
    font.setPixelSize(high)
    painter.setFont(font)
    lines = [one for one in words if one]
    step = round(high * 1.45)
    metrics = painter.fontMetrics()
    wide = min(image.width(), max((metrics.horizontalAdvance(one) for one in lines), default=0) + 2 * high)
    ground = QRectF(0, image.height() - step * len(lines) - high, wide, step * len(lines) + high)
    painter.fillRect(ground, QColor(0, 0, 0, 130))
    painter.setPen(QPen(QColor("white")))
    for at, text in enumerate(lines):
        place = QRectF(high, ground.top() + high / 2 + at * step, wide - 1.5 * high, step)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.end()
    return prepared_of(image)


def prepared_of(image: QImage) -> Prepared:
    """A picture drawn here, made ready to be kept: JPEG without notes, of the usual size."""
    jpeg = b""
    for quality in _QUALITIES:
        store = QByteArray()
        buffer = QBuffer(store)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "JPEG", quality)  # type: ignore[call-overload]
        buffer.close()
        jpeg = bytes(store.data())
        if len(jpeg) <= WANTED_BYTES:
            break
    return Prepared(
        jpeg=jpeg, width=image.width(), height=image.height(), original_hash=sha256_hex(jpeg), taken="",
        original_size=len(jpeg),
    )  # fmt: skip
