"""Stretches of pages that came back, shown beside what is typed or confirmed from them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel

_WIDTH = 560


def picture(jpeg: bytes, width: int = _WIDTH) -> QLabel:
    """A stretch of a page as a label."""
    image = QImage.fromData(jpeg)
    shown = QLabel()
    shown.setPixmap(QPixmap.fromImage(image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)))
    shown.setFixedSize(shown.pixmap().size())
    shown.setAlignment(Qt.AlignmentFlag.AlignTop)
    return shown
