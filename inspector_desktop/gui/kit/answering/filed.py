"""Answers that are files: a picture, a sound, a video, a document, a signature. They are kept as evidence, by hash."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.answering.asked import Asked, Source
from inspector_desktop.gui.kit.answering.base import Editor
from inspector_desktop.gui.kit.signaturepad import UNIT, Signature, SignaturePad, paint_stroke
from inspector_desktop.wording import say

MARK = "mark"
"""What is asked for in place of a kind where the picture is to be opened and drawn upon."""
_HIGH = 96
_SHARP = 2


class FileEditor(Editor):
    """A file of one kind: choose it, see that it is kept, mark a picture, take it back.

    Choosing, keeping and marking is the page's work.
    """

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self.choose = buttons.secondary(
            say("answering-choose-file", kind=asked.kind), lambda: self.evidence_asked.emit(asked.kind)
        )
        self.mark = buttons.secondary(say("answering-mark"), lambda: self.evidence_asked.emit(MARK), small=True)
        self.remove = buttons.secondary(say("answering-take-back"), lambda: self._replace(""), small=True)
        self.shown = QLabel()
        self.state = texts.small()
        self.watch(self.choose)
        self.setLayout(texts.row(self.shown, self.choose, self.state, self.mark, self.remove, None))
        self.show_value(asked.value)

    @override
    def entry(self) -> QWidget:
        return self.choose

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        picture = self.source.picture(value) if value else QImage()
        self.shown.setVisible(not picture.isNull())
        if not picture.isNull():
            fitted = picture.scaledToHeight(_HIGH, Qt.TransformationMode.SmoothTransformation)
            self.shown.setPixmap(QPixmap.fromImage(fitted))
        self.state.setText(say("answering-kept", digest=value[:8]) if value else "")
        self.mark.setVisible(bool(value) and self.asked.kind == "image")
        self.remove.setVisible(bool(value))

    def _replace(self, value: str) -> None:
        self.show_value("")
        self._told = self.asked.value or "?"
        self.tell(value)


class SignatureEditor(Editor):
    """Written on the pad; kept as a picture when 存入 is pressed."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self.pad = SignaturePad()
        self.shown = QLabel()
        self.keep = buttons.secondary(say("answering-keep-signature"), self._keep, small=True)
        self.again = buttons.secondary(say("answering-take-back"), lambda: self.tell(""), small=True)
        self.state = texts.small()
        self.keep.setEnabled(False)
        self.pad.signed.connect(lambda _: self.keep.setEnabled(True))
        self.pad.cleared.connect(lambda: self.keep.setEnabled(False))
        self.watch(self.keep)
        tools = texts.row(self.keep, self.again, self.state, None)
        self.setLayout(texts.column(self.shown, self.pad, texts.boxed(tools), gap=6))
        self.show_value(asked.value)

    @override
    def entry(self) -> QWidget:
        return self.keep

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        picture = self.source.picture(value) if value else QImage()
        self.shown.setVisible(not picture.isNull())
        if not picture.isNull():
            fitted = picture.scaledToHeight(_HIGH, Qt.TransformationMode.SmoothTransformation)
            self.shown.setPixmap(QPixmap.fromImage(fitted))
        self.pad.setVisible(not value)
        self.keep.setVisible(not value)
        self.again.setVisible(bool(value))
        self.state.setText(say("answering-kept", digest=value[:8]) if value else "")

    def _keep(self) -> None:
        if not self.pad.is_empty():
            self.content_given.emit(picture_of(self.pad.vector()), "image/png")


def picture_of(signature: Signature) -> bytes:
    """A signature as a picture (PNG), black on white, twice as sharp as the screen."""
    image = QImage(signature.width * _SHARP // UNIT, signature.height * _SHARP // UNIT, QImage.Format.Format_RGB32)
    image.fill(QColor(look.PAPER))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in signature.strokes:
        if stroke:
            paint_stroke(painter, stroke, _SHARP / UNIT)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes, which it refuses
    return bytes(buffer.data().data())
