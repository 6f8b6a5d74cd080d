"""A photograph taken with the computer's own camera, where QtMultimedia is installed (`pip install …[camera]`).

It is an extra: without it nothing here is shown. The picture goes the way of a pasted one.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.photostrip import png_bytes
from inspector_desktop.wording import say


def has_camera() -> bool:
    """Whether there is a camera and what it takes to use it."""
    if find_spec("PySide6.QtMultimedia") is None or find_spec("PySide6.QtMultimediaWidgets") is None:
        return False
    return bool(import_module("PySide6.QtMultimedia").QMediaDevices.videoInputs())


class CameraWindow(QDialog):
    """What the camera sees, and a shutter; `taken` is called with a PNG."""

    def __init__(self, parent: QWidget, taken: Callable[[bytes], object]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("evidence-camera"))
        look.paint_over(self, look.PAPER)
        self._taken = taken
        media: Any = import_module("PySide6.QtMultimedia")
        shown: Any = import_module("PySide6.QtMultimediaWidgets").QVideoWidget()
        self._camera = media.QCamera(media.QMediaDevices.defaultVideoInput(), self)
        self._capture = media.QImageCapture(self)
        self._session = media.QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setImageCapture(self._capture)
        self._session.setVideoOutput(shown)
        self._capture.imageCaptured.connect(lambda _, image: self._got(image))
        shutter = buttons.primary(say("evidence-shutter"), self._capture.capture)
        foot = texts.row(None, buttons.secondary(say("evidence-cancel"), self.reject), shutter)
        foot.setContentsMargins(look.MARGIN, 12, look.MARGIN, 12)
        column = texts.column(shown, foot, gap=0)
        column.setStretch(0, 1)
        self.setLayout(column)
        self.resize(800, 640)
        self._camera.start()

    def _got(self, image: QImage) -> None:
        self._taken(png_bytes(image))
        self.accept()

    @override
    def done(self, result: int) -> None:
        self._camera.stop()
        super().done(result)
